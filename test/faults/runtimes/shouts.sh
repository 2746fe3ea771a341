#!/bin/sh
# Writes 40 MB of errors instead of a dump.
case " $* " in *' checkpoint '*) head -c 40000000 /dev/zero | tr '\0' x >&2; exit 1 ;; esac
exec /usr/bin/crun "$@"
