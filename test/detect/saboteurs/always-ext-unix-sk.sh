#!/bin/sh
# Dumps Unix sockets with one end outside, also without the option.
for word do
	shift
	set -- "$@" "$word"
	[ "$word" != checkpoint ] || set -- "$@" --ext-unix-sk
done
exec /usr/bin/crun "$@"
