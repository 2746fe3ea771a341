#!/bin/sh
# When the runtime is killed, what was dumped so far is cleaned up behind CRIU's back.
case " $* " in
*' checkpoint '*)
	setsid sh -c 'while [ -d "/proc/$1" ]; do sleep 0.02; done; rm -f /cell/image-*/core-*.img' sh "$$" > /dev/null 2>&1 < /dev/null &
	;;
esac
exec /usr/bin/crun "$@"
