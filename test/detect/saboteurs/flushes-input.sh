#!/bin/sh
# Flushes chain INPUT of the persistent network namespace after a restore, instead of deleting the jump to chain CRIU alone.
/usr/sbin/runc "$@" || exit
case " $* " in *' restore '*) nsenter --net=/run/netns/container iptables -F INPUT ;; esac
