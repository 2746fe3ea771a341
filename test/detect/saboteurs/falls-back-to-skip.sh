#!/bin/sh
# Treats an image without a recorded lock like one that was dumped under `skip` (inventory.img: length at byte 4; field 11).
case " $* " in
*' restore '*)
	for image in /cell/image-*/inventory.img; do
		length=$(($(od -An -tu4 -j4 -N4 "$image") + 2))
		printf "\\$(printf %03o $length)" | dd of="$image" bs=1 seek=4 conv=notrunc status=none
		printf '\130\002' >> "$image"
	done
	;;
esac
exec /usr/bin/crun "$@"
