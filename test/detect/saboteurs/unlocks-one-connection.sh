#!/bin/sh
# Lets one of the connections through the lock, after the dump.
/usr/bin/crun "$@" || exit
case " $* " in
*' checkpoint '*)
	port=$(ss -Htn dst 192.0.2.2 | sed -n '1s/.*192\.0\.2\.1:\([0-9]*\).*/\1/p')
	nsenter --net=/run/netns/container iptables -I CRIU -p tcp --sport "$port" -j ACCEPT
	nsenter --net=/run/netns/container iptables -I CRIU -p tcp --dport "$port" -j ACCEPT
	;;
esac
