#!/bin/sh
# Drops all packets in the restored container's network namespace, like a lock that nobody removed.
/usr/bin/crun "$@" || exit
case " $* " in
*' restore '*)
	for id do :; done
	pid=$(/usr/bin/crun --cgroup-manager=cgroupfs state "$id" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')
	nsenter --net="/proc/$pid/ns/net" nft 'table inet stuck { chain input { type filter hook input priority 0; policy drop; }; }'
	;;
esac
