#!/bin/sh
# Accepts --ext-unix-sk, and ignores it.
for word do
	shift
	[ "$word" = --ext-unix-sk ] || set -- "$@" "$word"
done
exec /usr/bin/crun "$@"
