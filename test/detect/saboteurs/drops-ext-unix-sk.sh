#!/bin/sh
# Takes --ext-unix-sk, and drops it.
for word do
	shift
	[ "$word" = --ext-unix-sk ] || set -- "$@" "$word"
done
exec /usr/bin/crun "$@"
