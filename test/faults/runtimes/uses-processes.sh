#!/bin/sh
# Starts as many processes as the sandbox may have.
case " $* " in *' --help '*) ;; *' checkpoint '*)
	while sleep 1000 & do :; done 2> /dev/null ;;
esac
exec /usr/bin/crun "$@"
