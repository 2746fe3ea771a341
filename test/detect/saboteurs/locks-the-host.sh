#!/bin/sh
# After the dump, drops all packets in the sandbox's own network namespace. Stands in for runc.
/usr/sbin/runc "$@" || exit
case " $* " in
*' checkpoint '*) nft 'table inet everything { chain input { type filter hook input priority 0; policy drop; }; }' ;;
esac
