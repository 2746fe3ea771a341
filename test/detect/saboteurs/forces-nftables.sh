#!/bin/sh
# Asks for nftables whatever was asked: the founding bug's shape (containers/crun#1627), with another method.
for word do
	shift
	set -- "$@" "$word"
	[ "$word" != checkpoint ] || set -- "$@" --network-lock nftables
done
exec /usr/bin/crun "$@"
