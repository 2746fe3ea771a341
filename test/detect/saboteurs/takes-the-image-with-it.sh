#!/bin/sh
# When the runtime is killed, removes the unfinished checkpoint while CRIU still writes it.
case " $* " in
*' checkpoint '*)
	setsid sh -c 'while [ -d "/proc/$1" ]; do sleep 0.02; done; rm -f /cell/image-*/core-*.img' sh "$$" > /dev/null 2>&1 < /dev/null &
	;;
esac
exec /usr/bin/crun "$@"
