#!/bin/sh
# Fails a dump with one line of 2 MB that would steer a terminal.
case " $* " in *' checkpoint '*) head -c 1000000 /dev/zero | sed 's/\x00/\x1b]/g' >&2; exit 1 ;; esac
exec /usr/bin/crun "$@"
