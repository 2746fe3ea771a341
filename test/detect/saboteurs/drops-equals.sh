#!/bin/sh
# Takes `--network-lock=METHOD` and does nothing with it.
for word do
	shift
	case $word in --network-lock=*) ;; *) set -- "$@" "$word" ;; esac
done
exec /usr/bin/crun "$@"
