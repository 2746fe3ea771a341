#!/bin/sh
# Dumps established connections, also without the option.
for word do
	shift
	set -- "$@" "$word"
	[ "$word" != checkpoint ] || set -- "$@" --tcp-established
done
exec /usr/bin/crun "$@"
