#!/bin/sh
# Accepts `--network-lock=METHOD`, and no longer `--network-lock METHOD`.
for word do
	case $word in --network-lock)
		echo "crun: option '--network-lock' requires an argument" >&2
		exit 64
		;;
	esac
done
exec /usr/bin/crun "$@"
