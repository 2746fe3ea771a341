#!/bin/sh
# Leaves chain CRIU behind at the fifth restore, like an error that adds up.
/usr/sbin/runc "$@" || exit
case " $* " in
*' restore '*)
	echo >> /run/restores
	if [ "$(wc -l < /run/restores)" = 5 ]; then nsenter --net=/run/netns/container iptables -N CRIU; fi
	;;
esac
