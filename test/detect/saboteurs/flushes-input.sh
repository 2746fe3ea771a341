#!/bin/sh
# After a restore, flushes chain INPUT of the persistent network namespace, instead of only deleting the jump to chain CRIU.
/usr/sbin/runc "$@" || exit
case " $* " in *' restore '*) nsenter --net=/run/netns/container iptables -F INPUT ;; esac
