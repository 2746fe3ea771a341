#!/bin/sh
# Leaves a lock in the network namespace of a container that it restored, as CRIU does when it locks once more than it unlocks.
/usr/bin/crun "$@" || exit
case " $* " in
*' restore '*)
	nsenter --net=/run/netns/container nft 'table inet CRIU-00000000-0000-0000-00 {
		chain input { type filter hook input priority 0; policy drop; meta mark 0xC114 accept; };
	}'
	;;
esac
