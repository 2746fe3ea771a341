// Prepares a sandbox, also where the engine gives it less than it was asked for. Podman 4.3 leaves out what netlock says of /proc.

/** What netlock takes evidence with. Where one of these is missing later, something in the sandbox removed it. */
export const tools = ['/opt/netlock/tap/criu', '/opt/netlock/bin/action-script', '/opt/netlock/bin/stamp'];

// At the root of the machine's own cgroup namespace a runtime would make its cgroups beside those of others, and CRIU freeze them.
// What engines mount over parts of /proc makes them empty or read-only, and CRIU writes there.
// Podman takes from the owner of / the right to write there, and a sandbox has no DAC_OVERRIDE: a workload could not keep its state.
/** Script around images/tools/prepare.sh. */
export const prepareSandbox = `
	for tool in ${tools.join(' ')}; do
		[ -x "$tool" ] || { echo "the image lacks netlock's own $tool" >&2; exit 1; }
	done
	! grep ':/.' /proc/self/cgroup >&2 || { echo 'not in a cgroup namespace of its own' >&2; exit 1; }
	cut -d' ' -f2 /proc/self/mounts | grep '^/proc/' | while read -r mounted; do umount -l "$mounted" || exit; done || exit
	[ -w / ] || chmod u+w / || exit
	exec /opt/netlock/bin/prepare`;
