#!/bin/sh
# Writes garbage into the rules that were kept.
case " $* " in *" checkpoint "*)
	/usr/bin/crun "$@" || exit
	for file in /run/netlock/current/rulesets/*.json; do echo "{garbage" > "$file"; done
	exit 0 ;;
esac
exec /usr/bin/crun "$@"
