// Measures the libcriu of a sandbox: its digest and its version. A library does not name its version, so the package
// that owns the file gives it. If no package owns the file, the functions that it exports give the oldest possible
// version.
import type {StartedSandbox} from '../engine/sandbox.ts';
import {findLibcriu} from '../sandbox/find-libcriu.ts';
import {text} from '../support/text.ts';

/** The newest version first, each with a function that older versions lack (CRIU lib/c/criu.h). */
const newCalls = [
	['criu_set_config_file', '4.2'],
	['criu_set_empty_ns', '3.19'],
	['criu_set_unprivileged', '3.18'],
	['criu_set_lsm_mount_context', '3.17'],
	['criu_set_network_lock', '3.16'],
] as const;

/** A version older than all of these. */
const oldest = '3.15';

const script = `
	${findLibcriu} || exit
	sha256sum < "$library" | cut -d' ' -f1
	if command -v dpkg-query >/dev/null; then
		package=$(dpkg-query -S "$library" 2>/dev/null || dpkg-query -S "\${library#/usr}" 2>/dev/null)
		[ -z "$package" ] || dpkg-query -W -f '\${Version}' "\${package%%:*}"
	else rpm -qf --qf '%{VERSION}-%{RELEASE}' "$library" 2>/dev/null | grep -v ' '
	fi
	echo
	for call in ${newCalls.map(([call]) => call).join(' ')}; do ! grep -qw "$call" "$library" || echo "$call"; done`;

export type Libcriu = {
	digest: string;
	/** Version of the package that owns the file. */
	packaged?: string;
	/** The oldest version that it can be. */
	atLeast: string;
};

/** Undefined when the loader finds no libcriu. */
export const measureLibcriu = async (sandbox: StartedSandbox): Promise<Libcriu | undefined> => {
	const {stdout} = await sandbox.exec(['sh', '-c', script]);
	const [digest = '', packaged = '', ...calls] = text(stdout).trimEnd().split('\n');
	if (digest === '') return undefined;
	const atLeast = newCalls.find(([call]) => calls.includes(call))?.[1] ?? oldest;
	return {digest, ...(packaged !== '' && {packaged}), atLeast};
};
