#!/bin/sh
# Restores as if the image recorded `skip`, so that the dump's lock stays (inventory.img: field 11, tag 0x58).
case " $* " in *' restore '*) LC_ALL=C sed -i 's/\x58[\x00\x01]\x62/\x58\x02\x62/' /cell/image-*/inventory.img ;; esac
exec /usr/bin/crun "$@"
