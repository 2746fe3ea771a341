// Measures CRIU in a sandbox: its version, its default lock, and what it can do on this kernel.
import type {StartedSandbox} from '../engine/sandbox.ts';
import {lastReason} from '../evidence/criu-log.ts';
import {recordedMethod} from '../evidence/inventory.ts';
import {lockInRules} from '../evidence/ruleset.ts';
import {type ImageFacts, type Probe, probes} from '../model/facts.ts';
import {listRules} from '../sandbox/list-rules.ts';
import {text} from '../support/text.ts';
import {criuVersionIn} from './criu-version.ts';
import {measureLibcriu} from './measure-libcriu.ts';
import {runScript} from './run-script.ts';

// Waits until a process has become `sleep`. On a busy machine no fixed pause is long enough.
const untilAsleep = `
	until_asleep() {
		turns=1000
		while [ $turns -gt 0 ] && read -r name <"/proc/$1/comm" && [ "$name" != sleep ]; do
			turns=$((turns - 1))
			sleep 0.01
		done 2>/dev/null
	}`;

// A process in the sandbox's own network namespace needs no lock. So the dump succeeds whatever tools are installed,
// and the inventory shows the method that CRIU would use (CRIU criu/image.c, prepare_inventory). No runtime takes part.
const plainDump = `${untilAsleep}
	mkdir -p /cell/plain && rm -f /etc/criu/default.conf
	setsid sleep 1000 </dev/null >/dev/null 2>&1 &
	until_asleep $!
	criu dump --tree $! --images-dir /cell/plain --log-file dump.log >/dev/null 2>&1 && cat /cell/plain/inventory.img`;

const measureDefaultLock = async (
	sandbox: StartedSandbox,
): Promise<Pick<ImageFacts['criu'], 'dumps' | 'defaultLock' | 'defaultLockError'>> => {
	const {exit, stdout} = await sandbox.exec(['sh', '-c', plainDump]);
	if (exit !== 0) {
		const {output} = await runScript(sandbox, 'cat /cell/plain/dump.log');
		return {dumps: false, defaultLockError: `a plain dump fails: ${lastReason(output) ?? 'criu wrote no log'}`};
	}
	const method = recordedMethod(stdout);
	if (method === 'absent' || method === 'unknown')
		return {dumps: true, defaultLockError: `the inventory's method is ${method}`};
	return {dumps: true, defaultLock: method};
};

// The same in a separate network namespace, which another process keeps open. There CRIU must take the lock, and the
// lock stays. If the lock's tool is missing, the dump fails, and the lock stays unknown.
const lockingDump = `${untilAsleep}
	mkdir -p /cell/held && cd /cell/held || exit
	setsid unshare --net sleep 1000 </dev/null >/dev/null 2>&1 &
	dumped=$!
	until_asleep $dumped
	setsid nsenter --net=/proc/$dumped/ns/net sleep 1000 </dev/null >/dev/null 2>&1 &
	keeper=$!
	until_asleep $keeper
	criu dump --tree $dumped --external "net[$(stat -L -c %i /proc/$dumped/ns/net)]:held" --images-dir /cell/held \
		--log-file dump.log >/dev/null 2>&1 && nsenter --net=/proc/$keeper/ns/net sh -c "$1"
	status=$?
	kill $keeper
	exit $status`;

const measureHeldLock = async (sandbox: StartedSandbox): Promise<Pick<ImageFacts['criu'], 'heldLock'>> => {
	const {exit, stdout} = await sandbox.exec(['sh', '-c', lockingDump, 'sh', listRules]);
	if (exit !== 0) return {};
	const [lock = 'skip', ...more] = lockInRules(text(stdout)).locks;
	return more.length > 0 ? {} : {heldLock: lock};
};

// Features that netlock tries, because the version says too little: development trees have the version of their last
// release, and distros backport.
const probeScripts: Record<Probe, string> = {
	'dump-inet-socket': `
		mkdir -p /cell/socket && cd /cell/socket || exit
		setsid /opt/netlock/bin/workload echo 7007 </dev/null >/dev/null 2>&1 &
		turns=100
		until grep -q ':1B5F ' /proc/net/tcp || [ $turns = 0 ]; do turns=$((turns - 1)); sleep 0.1; done
		criu dump --tree $! --images-dir /cell/socket --log-file dump.log >/dev/null 2>&1`,
	'track-memory': 'criu check --feature mem_dirty_track',
};

/** Called only for a CRIU that can dump a plain process. */
const tryProbes = async (sandbox: StartedSandbox): Promise<Partial<Record<Probe, boolean>>> => {
	const can: Partial<Record<Probe, boolean>> = {};
	for (const probe of probes) can[probe] = (await runScript(sandbox, probeScripts[probe])).ok;
	return can;
};

export const measureCriu = async (sandbox: StartedSandbox): Promise<ImageFacts['criu']> => {
	const version = await runScript(sandbox, 'criu --version');
	const check = await runScript(sandbox, 'criu check 2>&1');
	const digest = await runScript(sandbox, 'sha256sum < "$(command -v criu)"');
	const libcriu = await measureLibcriu(sandbox);
	// A program contains the names of the libraries that it needs.
	const libnftables = await runScript(sandbox, 'grep -q libnftables.so "$(command -v criu)"');
	const plain = await measureDefaultLock(sandbox);
	return {
		version: criuVersionIn(version.output) ?? version.output,
		digest: digest.output.split(' ')[0] ?? '',
		...(libcriu && {libcriu: libcriu.digest, libcriuVersion: libcriu.packaged ?? libcriu.atLeast}),
		...plain,
		...(plain.dumps && (await measureHeldLock(sandbox))),
		...(plain.dumps && {can: await tryProbes(sandbox)}),
		libnftables: libnftables.ok,
		check: {ok: check.ok, output: check.output},
	};
};
