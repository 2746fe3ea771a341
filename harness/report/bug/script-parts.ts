// The parts of the script that are the same for every failure: the namespaces, the container, and how the script reads each layer.

/** Runs in its own namespaces, so that nothing of the machine changes; with cgroup v2 alone, which crun needs. */
export const place = `
if [ "\${REPRODUCER_INSIDE:-}" = '' ]; then
	REPRODUCER_INSIDE=1 exec unshare --mount --net --propagation private sh "$0" "$@"
fi
could_not() {
	echo "could not be tried: $*" >&2
	exit 2
}
id=reproducer-$$
dir=/run/$id
mkdir -p "$dir" && mount -t tmpfs tmpfs "$dir" && cd "$dir" || could_not "no tmpfs at $dir"
end() {
	"$runtime" $options delete --force "$id" > /dev/null 2>&1
	ip netns delete "$id" 2> /dev/null
	cd / && umount -l "$dir" && rmdir "$dir"
}
trap end EXIT
if [ "$(stat -f -c %T /sys/fs/cgroup)" != cgroup2fs ]; then
	umount -l /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup || could_not 'no cgroup v2'
fi`;

/**
 * A network namespace that outlives the container, with a link to the outside. The kernel answers for it while there is
 * no process.
 */
export const network = String.raw`
ipv6_on='mount -o remount,rw /proc/sys 2> /dev/null
for name in all default; do echo 0 > /proc/sys/net/ipv6/conf/$name/disable_ipv6; done'
mkdir -p /run/netns && mount -t tmpfs tmpfs /run/netns
ip link set lo up && ip netns add "$id" || could_not 'no network namespace'
ip link add outside type veth peer name inside netns "$id" || could_not 'no veth pair'
sh -c "$ipv6_on"
ip netns exec "$id" sh -c "$ipv6_on"
ip address add 2001:db8::1/64 dev outside nodad && ip link set outside up
ip -n "$id" address add 2001:db8::2/64 dev inside nodad
ip -n "$id" link set inside up && ip -n "$id" link set lo up
address=$(ip -n "$id" link show inside | sed -n 's/.*ether \([^ ]*\).*/\1/p')`;

/** The bundle of a shell that counts. It contains only the shell's own files. */
export const bundle = String.raw`
mkdir -p bundle/rootfs/proc bundle/rootfs/dev seen
for program in sh sleep; do
	file=$(readlink -f "$(command -v "$program")")
	cp "$file" "bundle/rootfs/$program"
	for library in $(ldd "$file" | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p'); do
		mkdir -p "bundle/rootfs${'$'}{library%/*}" && cp -L "$library" "bundle/rootfs$library"
	done
done
cat > bundle/config.json << END
{
	"ociVersion": "1.0.2",
	"process": {
		"user": {"uid": 0, "gid": 0}, "cwd": "/", "env": ["PATH=/"],
		"args": ["/sh", "-c", "exec < /dev/null > /dev/null 2>&1; n=0; while :; do n=\$((n + 1)); echo \$n > /state; sleep 0.1; done"]
	},
	"root": {"path": "rootfs"},
	"mounts": [
		{"destination": "/proc", "type": "proc", "source": "proc"},
		{"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["mode=755"]}
	],
	"linux": {
		"resources": {"devices": [{"allow": true, "access": "rwm"}]},
		"namespaces": [{"type": "pid"}, {"type": "ipc"}, {"type": "uts"}, {"type": "mount"}, {"type": "network", "path": "/run/netns/$id"}]
	}
}
END`;

/** The action script, which CRIU runs at each stage of its work. */
export const stages = String.raw`
rules() { ip netns exec "$id" nft list ruleset 2>&1; }
cat > stage << END
#!/bin/sh
PATH=$PATH
ip netns exec $id nft list ruleset > "$dir/seen/\$(cat $dir/step)-\$CRTOOLS_SCRIPT_ACTION" 2>&1
exit 0
END
chmod +x stage
mkdir -p /etc/criu && mount -t tmpfs tmpfs /etc/criu || could_not 'no /etc/criu of its own'
echo "action-script $dir/stage" > /etc/criu/default.conf`;

export const steps = `
# step NUMBER COMMAND…: runs the command, and saves its output, its exit status and the rules that it left.
step() {
	number=$1
	shift
	echo "$number" > step
	echo "+ $*"
	"$@" > "seen/$number-output" 2>&1
	ended=$?
	cat "seen/$number-output"
	rules > "seen/$number-after"
}`;

/** Reads Protocol Buffers: from a message, as decimal bytes, the varint FIELD, or its bytes. */
export const protobuf = `
# field FIELD BYTE…: the values of that field, one a line; of a field with a length, its bytes.
field() {
	wanted=$1
	shift
	while [ $# -gt 0 ]; do
		tag=0 by=0
		while [ "$1" -ge 128 ]; do tag=$((tag | ($1 & 127) << by)) by=$((by + 7)); shift; done
		tag=$((tag | $1 << by))
		shift
		case $((tag & 7)) in
		0 | 2)
			value=0 by=0
			while [ "$1" -ge 128 ]; do value=$((value | ($1 & 127) << by)) by=$((by + 7)); shift; done
			value=$((value | $1 << by))
			shift
			if [ $((tag & 7)) = 0 ]; then
				[ $((tag >> 3)) != "$wanted" ] || echo "$value"
				continue
			fi
			bytes=
			while [ "$value" -gt 0 ]; do
				[ $((tag >> 3)) != "$wanted" ] || bytes="$bytes $1"
				value=$((value - 1))
				shift
			done
			[ $((tag >> 3)) != "$wanted" ] || echo $bytes
			;;
		1) shift 8 ;;
		5) shift 4 ;;
		*) return 1 ;;
		esac
	done
}
bytes_of() { od -An -v -tu1 "$1"; }`;

/** A program in front of criu: it saves the runtime's request and answers only the question for the version. */
export const listener = String.raw`
mkdir -p listener
version=$(criu --version | sed -n 's/^Version: \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
cat > listener/criu << END
#!/bin/sh
# A shell that knows no descriptor above 9 leaves it to one that does.
[ "\$2" -lt 10 ] || [ -n "\$BASH_VERSION" ] || exec bash "\$0" "\$@"
dd bs=65536 count=1 of=$dir/message 2> /dev/null <&"\$2"
set -- $version "\$2" \$(od -An -v -tu1 -N2 $dir/message)
# CRIU_REQ_TYPE VERSION is 10 (CRIU, images/rpc.proto).
[ "\$5" = 10 ] || { mv $dir/message $dir/request; exit 1; }
printf "\\\\010\\\\012\\\\020\\\\001\\\\122\\\\004\\\\010\\\\\$(printf %03o \$1)\\\\020\\\\\$(printf %03o \$2)" >&"\$3"
END
chmod +x listener/criu`;

/** Sends one packet from outside and checks whether it is answered: IPv6 neighbour discovery, for which ip suffices. */
export const probe = `
answered() {
	ip -6 neigh flush dev outside
	ip -6 neigh replace 2001:db8::2 lladdr "$address" dev outside nud probe
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		sleep 1
		case $(ip -6 neigh show 2001:db8::2 dev outside) in
		*REACHABLE* | *STALE*) return 0 ;;
		*FAILED*) return 1 ;;
		esac
	done
	return 1
}`;

/** Finds the lock in a ruleset. */
export const lockIn = `
lock_in() {
	if grep -q 'table inet CRIU-' "$1"; then echo nftables
	elif grep -q 'chain CRIU ' "$1"; then echo iptables
	else echo 'no lock'
	fi
}`;
