#!/bin/sh
# Starts no container.
case " $* " in *' run '*) echo 'cannot start: a defect' >&2; exit 1 ;; esac
exec /usr/bin/crun "$@"
