#!/bin/sh
# Of two locks, uses the first one.
skip=
seen=
for word do
	shift
	if [ -n "$skip" ]; then skip=; continue; fi
	if [ "$word" = --network-lock ] && [ -n "$seen" ]; then skip=yes; continue; fi
	if [ "$word" = --network-lock ]; then seen=yes; fi
	set -- "$@" "$word"
done
exec /usr/bin/crun "$@"
