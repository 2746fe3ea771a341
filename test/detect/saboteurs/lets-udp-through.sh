#!/bin/sh
# Puts a rule into the nftables lock that lets UDP through, once the dump is done.
/usr/bin/crun "$@" || exit
case " $* " in
*' checkpoint '*)
	enter='nsenter --net=/run/netns/container'
	table=$($enter nft list tables | sed -n 's/^table inet \(CRIU-.*\)/\1/p')
	for chain in input output; do $enter nft insert rule inet "$table" $chain meta l4proto udp accept; done
	;;
esac
