#!/bin/sh
# Empties the dumped ruleset.
/usr/bin/crun "$@" || exit
case " $* " in *' checkpoint '*) for image in /cell/image-*/nftables-*.img; do : > "$image"; done ;; esac
