#!/bin/sh
# Treats an unknown lock like no lock option.
case " $* " in
*' --network-lock nftables '* | *' --network-lock iptables '* | *' --network-lock skip '*) exec /usr/bin/crun "$@" ;;
esac
skip=
for word do
	shift
	if [ -n "$skip" ]; then skip=; continue; fi
	if [ "$word" = --network-lock ]; then skip=yes; continue; fi
	set -- "$@" "$word"
done
exec /usr/bin/crun "$@"
