#!/bin/sh
# Removes all rules of the restored container: an unlock that removes more than the lock.
/usr/bin/crun "$@" || exit
case " $* " in
*' restore '*)
	for id do :; done
	pid=$(/usr/bin/crun --cgroup-manager=cgroupfs state "$id" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')
	nsenter --net="/proc/$pid/ns/net" nft flush ruleset
	;;
esac
