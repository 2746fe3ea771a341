#!/bin/sh
# Drops what the restored container sends, and lets come in what comes.
/usr/bin/crun "$@" || exit
case " $* " in
*' restore '*)
	nsenter --net=/run/netns/container nft 'table inet stuck { chain output { type filter hook output priority 0; policy drop; }; }'
	;;
esac
