#!/bin/sh
# Writes garbage into the record of a dump.
case " $* " in *" checkpoint "*)
	/usr/bin/crun "$@" || exit
	find /cell -name inventory.img -exec sh -c 'head -c 300 /dev/urandom > "$1"' sh {} ';'
	exit 0 ;;
esac
exec /usr/bin/crun "$@"
