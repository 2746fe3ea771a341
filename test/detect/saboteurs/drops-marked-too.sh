#!/bin/sh
# Drops packets with CRIU's mark too. Stands in for runc.
/usr/sbin/runc "$@" || exit
case " $* " in
*' checkpoint '*)
	nsenter --net=/run/netns/container nft 'table inet deaf { chain output { type filter hook output priority -10; policy drop; }; }'
	;;
esac
