#!/bin/sh
# Records the pipes of the first start in every checkpoint, as crun 1.1 did.
/usr/bin/crun "$@" || exit
[ ! -e /cell/image-2 ] || cp /cell/image-1/descriptors.json /cell/image-2/
