#!/bin/sh
# Restores, and takes a file of the checkpoint away.
/usr/bin/crun "$@" || exit
case " $* " in *' restore '*) rm -f /cell/image-1/core-1.img ;; esac
