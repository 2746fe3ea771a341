#!/bin/sh
# Kills everything in the sandbox.
case " $* " in *' --help '*) ;; *' checkpoint '*)
	kill -9 -1 ;;
esac
exec /usr/bin/crun "$@"
