#!/bin/sh
# Accepts `--network-lock=METHOD` and ignores it.
for word do
	shift
	case $word in --network-lock=*) ;; *) set -- "$@" "$word" ;; esac
done
exec /usr/bin/crun "$@"
