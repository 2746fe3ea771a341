#!/bin/sh
# Drops all packets in the network namespace that it runs in, once the dump is done. Stands in for runc.
/usr/sbin/runc "$@" || exit
case " $* " in
*' checkpoint '*) nft 'table inet everything { chain input { type filter hook input priority 0; policy drop; }; }' ;;
esac
