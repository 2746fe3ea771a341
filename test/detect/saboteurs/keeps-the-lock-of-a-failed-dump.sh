#!/bin/sh
# Adds the lock again after a dump that failed, as if nobody had removed it.
/usr/sbin/runc "$@" && exit
status=$?
case " $* " in
*' checkpoint '*)
	nsenter --net=/run/netns/container iptables -N CRIU
	nsenter --net=/run/netns/container iptables -A CRIU -j DROP
	nsenter --net=/run/netns/container iptables -I INPUT -j CRIU
	;;
esac
exit "$status"
