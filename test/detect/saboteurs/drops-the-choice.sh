#!/bin/sh
# Accepts `--network-lock METHOD` and ignores it.
skip=
for word do
	shift
	if [ -n "$skip" ]; then skip=; continue; fi
	if [ "$word" = --network-lock ]; then skip=yes; continue; fi
	set -- "$@" "$word"
done
exec /usr/bin/crun "$@"
