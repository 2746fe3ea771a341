#!/bin/sh
# Leaves a rule as CRIU has it for one connection in the host's network namespace, after a restore or a dump that leaves
# the container running.
/usr/bin/crun "$@" || exit
case " $* " in
*' restore '* | *' --leave-running '*)
	iptables -I INPUT -p tcp -m mark ! --mark 0xC114 -s 127.0.0.1 --sport 9 -d 127.0.0.1 --dport 9 -j DROP
	;;
esac
