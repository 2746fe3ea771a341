#!/bin/sh
# Takes a lock for the time of a pre-dump.
case " $* " in
*' --pre-dump '*)
	nsenter --net=/run/netns/container nft 'table inet CRIU-early { chain input { type filter hook input priority 0; policy drop; }; }'
	/usr/bin/crun "$@"
	status=$?
	nsenter --net=/run/netns/container nft delete table inet CRIU-early
	exit "$status"
	;;
esac
exec /usr/bin/crun "$@"
