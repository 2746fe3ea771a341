#!/bin/sh
# Accepts `--network-lock METHOD`, and loses it if --file-locks is given too.
case " $* " in
*' --file-locks '*)
	skip=
	for word do
		shift
		if [ -n "$skip" ]; then skip=; continue; fi
		if [ "$word" = --network-lock ]; then skip=yes; continue; fi
		set -- "$@" "$word"
	done
	;;
esac
exec /usr/bin/crun "$@"
