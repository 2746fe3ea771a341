#!/bin/sh
# Prints garbage where its state is asked for.
case " $* " in *' state '*) echo 'garbage {'; exit ;; esac
exec /usr/bin/crun "$@"
