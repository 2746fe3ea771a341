#!/bin/sh
# Takes all memory that the sandbox may have, and fails with a status of its own.
case " $* " in *' --help '*) ;; *' checkpoint '*)
	/usr/bin/crun "$@" &
	tail /dev/zero > /dev/null 2>&1
	exit 1 ;;
esac
exec /usr/bin/crun "$@"
