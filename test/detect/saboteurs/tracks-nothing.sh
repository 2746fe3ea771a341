#!/bin/sh
# Switches off the kernel's connection tracking in the restored container's network namespace.
/usr/bin/crun "$@" || exit
case " $* " in
*' restore '*)
	for id do :; done
	pid=$(/usr/bin/crun --cgroup-manager=cgroupfs state "$id" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')
	nsenter --net="/proc/$pid/ns/net" nft 'table inet raw {
		chain came { type filter hook prerouting priority -300; notrack; }
		chain goes { type filter hook output priority -300; notrack; }
	}'
	;;
esac
