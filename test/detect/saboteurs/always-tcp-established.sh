#!/bin/sh
# Dumps established connections whether asked to or not.
for word do
	shift
	set -- "$@" "$word"
	[ "$word" != checkpoint ] || set -- "$@" --tcp-established
done
exec /usr/bin/crun "$@"
