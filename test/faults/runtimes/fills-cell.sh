#!/bin/sh
# Leaves no room for images.
case " $* " in *' --help '*) ;; *' checkpoint '*)
	head -c 2G /dev/zero > /cell/filler 2> /dev/null ;;
esac
exec /usr/bin/crun "$@"
