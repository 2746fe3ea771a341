#!/bin/sh
# CRIU action script: keeps the ruleset of the container's network namespace at every stage around the network
# lock, and what changes it while the lock is taken. Fails only a stage that /run/netlock/fail-stage names, and
# waits at one for as long as /run/netlock/hold-stage names it.
# CRIU sets CRTOOLS_SCRIPT_ACTION (the stage) and CRTOOLS_INIT_PID (process 1 of the container).
stage=$CRTOOLS_SCRIPT_ACTION
proc=/proc/$CRTOOLS_INIT_PID
tools=${0%/*}
evidence=${NETLOCK_EVIDENCE:-/run/netlock/current}
rulesets=$evidence/rulesets
pidfile=$evidence/monitor.pid
PATH=${PATH:-/usr/sbin:/usr/bin:/sbin:/bin}

in_netns() {
	nsenter --net="$proc/ns/net" "$@"
}

# The legacy tables that this namespace has; nft does not show them.
legacy_tables() {
	for names in "$proc/net/ip_tables_names" "$proc/net/ip6_tables_names"; do
		read -r table < "$names" && return 0
	done 2>/dev/null
	return 1
}

save_legacy() {
	in_netns iptables-legacy-save && in_netns ip6tables-legacy-save
}

# keep NAME COMMAND…: the command's output as a file that appears whole, or not at all.
keep() {
	file=$rulesets/$stamp-$1
	shift
	if "$@" > "$file.part"; then
		mv "$file.part" "$file"
	else
		rm -f "$file.part"
	fi
}

# Which sockets process 1 has, and which connections its network namespace has.
list_sockets() {
	for descriptor in "$proc"/fd/*; do
		readlink "$descriptor"
	done
	cat "$proc/net/tcp" "$proc/net/tcp6" || :
} 2>/dev/null

snapshot() {
	stamp=$("$tools/stamp")
	keep "$stage.json" in_netns nft -j list ruleset
	if legacy_tables && command -v iptables-legacy-save > /dev/null; then
		keep "$stage.legacy" save_legacy
	fi
}

observe() {
	case $stage in
	network-lock)
		snapshot
		"$tools/watch-ruleset" start "$proc/ns/net" "$rulesets/$stamp-monitor.txt" "$pidfile"
		;;
	post-dump | network-unlock)
		if [ -e "$pidfile" ]; then
			"$tools/watch-ruleset" stop "$pidfile"
		fi
		snapshot
		# There single connections are locked.
		if [ "$stage" = post-dump ] && [ "$proc/ns/net" -ef /proc/self/ns/net ]; then
			keep "$stage.sockets" list_sockets
		fi
		;;
	post-restore | pre-resume)
		snapshot
		;;
	esac
}

observe 2>> "$evidence/action-script.log" < /dev/null

named_in() {
	while read -r name; do
		[ "$name" != "$stage" ] || return 0
	done 2> /dev/null < "$1"
	return 1
}

# Not for ever: whoever was to end it may have died.
patience=600
while [ "$patience" -gt 0 ] && named_in /run/netlock/hold-stage; do
	patience=$((patience - 1))
	sleep 0.1
done

if named_in /run/netlock/fail-stage; then
	exit 1
fi
exit 0
