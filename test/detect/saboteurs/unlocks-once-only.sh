#!/bin/sh
# Unlocks after the first restore, and never again. Stands in for runc.
/usr/sbin/runc "$@" || exit
case " $* " in
*' restore '*)
	[ ! -e /run/restored ] || nsenter --net=/run/netns/container iptables -N CRIU
	touch /run/restored
	;;
esac
