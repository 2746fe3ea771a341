#!/bin/sh
# Starts the container again, instead of restoring it.
case " $* " in
*' restore '*)
	for id do :; done
	exec /usr/bin/crun --cgroup-manager=cgroupfs run --detach --bundle /cell/bundle "$id" < /dev/null
	;;
esac
/usr/bin/crun "$@" || exit
# Long enough for the counter to get where one that starts anew is not yet.
case " $* " in *' run '*) sleep 2 ;; esac
