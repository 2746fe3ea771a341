#!/bin/sh
# Empties the chain by which podman publishes ports, as a runtime or CRIU that flushes other programs' rules does.
/usr/bin/crun "$@" || exit
case " $* " in *' restore '*) nft flush chain inet netavark NETAVARK-HOSTPORT-DNAT ;; esac
