#!/bin/sh
# Puts the lock back after a dump that failed, as if it had never been given up.
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
