#!/bin/sh
# Loses the kernel's connection tracking of the container's own network namespace. CRIU 4.2 has the same in both files.
/usr/bin/crun "$@" || exit
case " $* " in
*' checkpoint '*)
	for image in /cell/image-*/netns-ct-*.img /cell/image-*/netns-exp-*.img; do : > "$image"; done
	;;
esac
