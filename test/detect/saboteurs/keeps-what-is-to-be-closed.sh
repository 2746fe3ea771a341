#!/bin/sh
# Treats `--tcp-close` like `--tcp-established`.
for word do
	shift
	[ "$word" != --tcp-close ] || word=--tcp-established
	set -- "$@" "$word"
done
exec /usr/bin/crun "$@"
