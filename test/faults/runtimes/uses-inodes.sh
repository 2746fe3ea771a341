#!/bin/sh
# Makes as many files as /run can hold, of which it can hold fewer now.
case " $* " in *' --help '*) ;; *' checkpoint '*)
	used=$(df --output=iused /run | tail -1)
	mount -o remount,nr_inodes=$((used + 3)) /run
	# A redirection that fails ends a shell at `:`, and not at `true`.
	for each in 1 2 3 4 5 6; do true > "/run/filler$each"; done 2> /dev/null ;;
esac
exec /usr/bin/crun "$@"
