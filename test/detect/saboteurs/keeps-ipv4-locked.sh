#!/bin/sh
# After a dump that fails, leaves the chain of the IPv4 lock behind.
/usr/bin/crun "$@" && exit
status=$?
case " $* " in *' checkpoint '*) nsenter --net=/run/netns/container iptables -N CRIU ;; esac
exit $status
