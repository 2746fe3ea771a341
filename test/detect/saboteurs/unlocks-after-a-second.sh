#!/bin/sh
# A lock that runs out: a second after the dump it is gone.
/usr/bin/crun "$@" || exit
case " $* " in
*' checkpoint '*) (sleep 1 && nsenter --net=/run/netns/container nft flush ruleset) > /dev/null 2>&1 < /dev/null & ;;
esac
