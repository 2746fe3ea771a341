#!/bin/sh
# Puts a rule before all others into the nftables lock that lets everything through, once the dump is done.
/usr/bin/crun "$@" || exit
case " $* " in
*' checkpoint '*)
	enter='nsenter --net=/run/netns/container'
	table=$($enter nft list tables | sed -n 's/^table inet \(CRIU-.*\)/\1/p')
	for chain in input output; do $enter nft insert rule inet "$table" $chain accept; done
	;;
esac
