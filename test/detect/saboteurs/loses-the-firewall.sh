#!/bin/sh
# Takes all rules away in the restored container: an unlock that takes away more than the lock.
/usr/bin/crun "$@" || exit
case " $* " in
*' restore '*)
	for id do :; done
	pid=$(/usr/bin/crun --cgroup-manager=cgroupfs state "$id" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')
	nsenter --net="/proc/$pid/ns/net" nft flush ruleset
	;;
esac
