#!/bin/sh
# Fails a dump without a message, and removes the log.
case " $* " in
*' checkpoint '*)
	/usr/bin/crun "$@" 2> /dev/null && exit
	rm -f /cell/criu-*/dump.log
	echo 'checkpoint failed' >&2
	exit 1
	;;
esac
exec /usr/bin/crun "$@"
