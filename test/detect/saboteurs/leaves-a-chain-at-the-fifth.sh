#!/bin/sh
# Leaves chain CRIU behind at the fifth restore: something that adds up until it shows.
/usr/sbin/runc "$@" || exit
case " $* " in
*' restore '*)
	echo >> /run/restores
	if [ "$(wc -l < /run/restores)" = 5 ]; then nsenter --net=/run/netns/container iptables -N CRIU; fi
	;;
esac
