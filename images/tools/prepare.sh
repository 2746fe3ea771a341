#!/bin/sh
# Run once, as root, in a fresh sandbox before any runtime: a cgroup layout on which crun and runc work, the
# folders that netlock uses, and CRIU's configuration. Needs a private cgroup namespace.
cgroup=/sys/fs/cgroup

# step DESCRIPTION COMMAND…: says in one line which step failed, and why.
step() {
	what=$1
	shift
	if ! why=$("$@" 2>&1); then
		echo "netlock prepare: $what failed: $(echo "$why" | tr '\n' ' ')" >&2
		exit 1
	fi
}

# crun refuses a hybrid layout, and neither runtime may write to the engine's v1 mounts: show cgroup v2 alone.
pure_v2_view() {
	umount -l "$cgroup" && mount -t cgroup2 cgroup2 "$cgroup"
}

in_own_namespace() {
	while read -r line; do
		case $line in 0::/ | 0::/init) return 0 ;; esac
	done < /proc/self/cgroup
	echo 'not in a private cgroup namespace'
	return 1
}

writable() {
	mkdir -p "$cgroup/init" 2> /dev/null || { mount -o remount,rw "$cgroup" && mkdir -p "$cgroup/init"; }
}

# A cgroup that hands controllers to its children may hold no processes itself (cgroup-v2.rst, "No Internal
# Process Constraint"). Processes may start while others are moved, so look again until none is left.
empty_root() {
	for _ in 1 2 3 4 5; do
		moved=
		while read -r pid; do
			moved=yes
			echo "$pid" > "$cgroup/init/cgroup.procs" || [ ! -d "/proc/$pid" ] || return 1
		done < "$cgroup/cgroup.procs"
		[ -n "$moved" ] || return 0
	done
	echo 'processes keep appearing'
	return 1
}

enable_controllers() {
	controllers=$(cat "$cgroup/cgroup.controllers") || return 1
	for controller in $controllers; do
		echo "+$controller" > "$cgroup/cgroup.subtree_control" || return 1
	done
}

configure_criu() {
	mkdir -p /etc/criu && echo 'action-script /opt/netlock/bin/action-script' > /etc/criu/default.conf
}

if [ "$(stat -f -c %T "$cgroup")" = cgroup2fs ]; then
	step 'finding a private cgroup namespace' in_own_namespace
	step "making $cgroup writable" writable
	step "moving processes to $cgroup/init" empty_root
	step 'enabling controllers' enable_controllers
else
	step "mounting cgroup v2 on $cgroup" pure_v2_view
fi
step 'making /run/netlock' mkdir -p /run/netlock/current/requests /run/netlock/current/rulesets
rootfs=/cell/bundle/rootfs
step 'making /cell' mkdir -p "$rootfs/proc" "$rootfs/dev" "$rootfs/tmp" /cell/image /cell/criu
step 'configuring CRIU' configure_criu
