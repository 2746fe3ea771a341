#!/bin/sh
# Makes its output a terabyte that holds nothing.
case " $* " in *' checkpoint '*) truncate -s 1T /proc/self/fd/2; exit 1 ;; esac
exec /usr/bin/crun "$@"
