#!/bin/sh
# Changes the last byte of the dumped TCP queues.
/usr/bin/crun "$@" || exit
case " $* " in
*' checkpoint '*)
	for image in /cell/image-*/tcp-stream-*.img; do
		last=$(tail -c 1 "$image" | od -An -tu1)
		truncate -s -1 "$image"
		printf "\\$(printf %o $((255 - last)))" >> "$image"
	done
	;;
esac
