#!/bin/sh
# Leaves a lock in the network namespace of a container that it restored, or left running.
/usr/bin/crun "$@" || exit
case " $* " in
*' restore '* | *' --leave-running '*)
	for id do :; done
	pid=$(/usr/bin/crun --cgroup-manager=cgroupfs state "$id" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')
	nsenter --net="/proc/$pid/ns/net" nft 'table inet CRIU-00000000-0000-0000-00 {
		chain input { type filter hook input priority 0; policy drop; meta mark 0xC114 accept; };
	}'
	;;
esac
