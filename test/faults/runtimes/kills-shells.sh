#!/bin/sh
# Kills the shell that netlock speaks to.
case " $* " in *' --help '*) ;; *' checkpoint '*)
	for process in /proc/[0-9]*; do
		[ "$(cat "$process/comm")" = sh ] && [ "${process#/proc/}" != $$ ] && [ "${process#/proc/}" != 1 ] && kill -9 "${process#/proc/}"
	done 2> /dev/null ;;
esac
exec /usr/bin/crun "$@"
