#!/bin/sh
# Says that it has started a container, and has not.
case " $* " in *' run '*) exit 0 ;; esac
exec /usr/bin/crun "$@"
