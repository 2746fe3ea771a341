// Measures what an image holds: packages, tools, runtimes, and CRIU's effective default lock. Nothing is taken on trust.

import type Docker from 'dockerode';
import {EngineError} from '../engine/errors.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';
import {whatEnded} from '../evidence/criu-log.ts';
import {recordedMethod} from '../evidence/inventory.ts';
import {lockInRules} from '../evidence/ruleset.ts';
import {type RuntimeName, runtimeNames} from '../model/axes.ts';
import {
	factsVersion,
	type ImageFacts,
	type PodmanFacts,
	type Probe,
	probes,
	type RuntimeFacts,
} from '../model/facts.ts';
import {runtimes} from '../runtimes/runtime.ts';
import {listRules} from '../sandbox/list-rules.ts';
import {openSandbox} from '../sandbox/open-sandbox.ts';
import {ownerOf} from '../support/owner.ts';
import {text} from '../support/text.ts';
import {measureLibcriu} from './measure-libcriu.ts';

const toolNames = ['iptables-restore', 'ip6tables-restore', 'iptables-legacy-restore', 'nft', 'ip', 'tar'];

const shell = async (sandbox: StartedSandbox, script: string): Promise<{ok: boolean; output: string}> => {
	const {exit, stdout, stderr} = await sandbox.exec(['sh', '-c', script]);
	return {ok: exit === 0, output: text(stdout).trim() || stderr.trim()};
};

// rpm knows some names twice (gpg-pubkey): the last one counts.
const packageQuery = `
	if command -v dpkg-query >/dev/null; then dpkg-query -W -f '\${db:Status-Status} \${Package} \${Version}\\n'
	else rpm -qa --qf 'installed %{NAME} %{VERSION}-%{RELEASE}\\n'; fi`;

const measurePackages = async (sandbox: StartedSandbox): Promise<Record<string, string>> => {
	const {output} = await shell(sandbox, packageQuery);
	const rows = output
		.split('\n')
		.map(line => line.split(' '))
		.filter(([status]) => status === 'installed')
		.map(([, name = '', version = '']) => [name, version] as const);
	return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
};

const measureTools = async (sandbox: StartedSandbox): Promise<Record<string, boolean>> => {
	const {output} = await shell(
		sandbox,
		`for t in ${toolNames.join(' ')}; do command -v $t >/dev/null && echo $t; done; true`,
	);
	const found = new Set(output.split('\n'));
	return Object.fromEntries(toolNames.map(name => [name, found.has(name)]));
};

const optionsIn = (help: string): string[] => [...new Set(help.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [])].sort();

// A program that opens the library itself has its name too, and does not have it from the loader.
const libcriuLink = `
	if ldd "$program" 2>/dev/null | grep -q 'libcriu\\.so'; then echo linked
	elif grep -q 'could not load .libcriu\\.so\\.2' "$program"; then echo loaded
	fi`;
const isLink = (word: string): word is 'linked' | 'loaded' => word === 'linked' || word === 'loaded';

/** `program`: podman itself, or the path of one. Undefined when there is none that runs. */
export const measurePodman = async (sandbox: StartedSandbox, program = 'podman'): Promise<PodmanFacts | undefined> => {
	const version = await shell(sandbox, `${program} --version`);
	if (!version.ok) return undefined;
	const help = async (command: string) =>
		optionsIn((await shell(sandbox, `${program} container ${command} --help`)).output);
	const digest = await shell(sandbox, `sha256sum < "$(command -v ${program})"`);
	return {
		version: /version (\S+)/.exec(version.output)?.[1] ?? version.output,
		digest: digest.output.split(' ')[0] ?? '',
		options: {checkpoint: await help('checkpoint'), restore: await help('restore')},
	};
};

/** `program`: the runtime itself, or the path of one. Undefined when there is none that runs. */
export const measureRuntime = async (
	sandbox: StartedSandbox,
	name: RuntimeName,
	program: string = name,
): Promise<RuntimeFacts | undefined> => {
	const version = await shell(sandbox, `${program} --version`);
	if (!version.ok) return undefined;
	const help = await shell(sandbox, `${program} checkpoint --help`);
	const restore = await shell(sandbox, `${program} restore --help`);
	const digest = await shell(sandbox, `sha256sum < "$(command -v ${program})"`);
	const link = await shell(sandbox, `program=$(command -v ${program}); ${libcriuLink}`);
	return {
		version: /version (\S+)/.exec(version.output)?.[1] ?? version.output,
		digest: digest.output.split(' ')[0] ?? '',
		checkpoints: help.ok && runtimes[name].checkpoints(version.output),
		networkLockFlag: help.output.includes('--network-lock'),
		libcriu: isLink(link.output) ? link.output : version.output.includes('+CRIU') ? 'built in' : 'none',
		options: {checkpoint: optionsIn(help.output), restore: optionsIn(restore.output)},
	};
};

// Of a process that becomes `sleep`: until it has. On a busy machine it takes longer than any pause that one would choose.
const untilAsleep = `
	until_asleep() {
		turns=1000
		while [ $turns -gt 0 ] && read -r name <"/proc/$1/comm" && [ "$name" != sleep ]; do
			turns=$((turns - 1))
			sleep 0.01
		done 2>/dev/null
	}`;

// A process in the sandbox's own network namespace needs no lock, so the dump succeeds whatever tools are there, and
// the inventory shows what CRIU would have used (CRIU criu/image.c, prepare_inventory). No runtime has a say in it.
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
		const {output} = await shell(sandbox, 'cat /cell/plain/dump.log');
		return {dumps: false, defaultLockError: `a plain dump fails: ${whatEnded(output) ?? 'criu wrote no log'}`};
	}
	const method = recordedMethod(stdout);
	if (method === 'absent' || method === 'unknown')
		return {dumps: true, defaultLockError: `the inventory's method is ${method}`};
	return {dumps: true, defaultLock: method};
};

// The same in a network namespace of the process's own, which another process keeps: there CRIU has to lock, and the lock stays.
// Where the lock's tool is missing the dump fails, and nothing is known.
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

// Where a version says too little, CRIU is tried: development trees call themselves by their last release, and distros backport.
const probeScripts: Record<Probe, string> = {
	'dump-inet-socket': `
		mkdir -p /cell/socket && cd /cell/socket || exit
		setsid /opt/netlock/bin/workload echo 7007 </dev/null >/dev/null 2>&1 &
		turns=100
		until grep -q ':1B5F ' /proc/net/tcp || [ $turns = 0 ]; do turns=$((turns - 1)); sleep 0.1; done
		criu dump --tree $! --images-dir /cell/socket --log-file dump.log >/dev/null 2>&1`,
};

/** Of a CRIU that dumps a plain process. */
const tryProbes = async (sandbox: StartedSandbox): Promise<Partial<Record<Probe, boolean>>> => {
	const can: Partial<Record<Probe, boolean>> = {};
	for (const probe of probes) can[probe] = (await shell(sandbox, probeScripts[probe])).ok;
	return can;
};

export const measureCriu = async (sandbox: StartedSandbox): Promise<ImageFacts['criu']> => {
	const version = await shell(sandbox, 'criu --version');
	const check = await shell(sandbox, 'criu check 2>&1');
	const digest = await shell(sandbox, 'sha256sum < "$(command -v criu)"');
	const libcriu = await measureLibcriu(sandbox);
	// The name of a library that a program needs stands in it as it is.
	const libnftables = await shell(sandbox, 'grep -q libnftables.so "$(command -v criu)"');
	const plain = await measureDefaultLock(sandbox);
	return {
		version: /Version: (\S+)/.exec(version.output)?.[1] ?? version.output,
		digest: digest.output.split(' ')[0] ?? '',
		...(libcriu && {libcriu: libcriu.digest, libcriuVersion: libcriu.packaged ?? libcriu.atLeast}),
		...plain,
		...(plain.dumps && (await measureHeldLock(sandbox))),
		...(plain.dumps && {can: await tryProbes(sandbox)}),
		libnftables: libnftables.ok,
		check: {ok: check.ok, output: check.output},
	};
};

const measureIn = async (sandbox: StartedSandbox): Promise<ImageFacts> => {
	const os = await shell(sandbox, '. /etc/os-release && echo "$PRETTY_NAME"');
	const iptables = await shell(sandbox, 'iptables --version');
	const backend = /\((\w+)\)/.exec(iptables.output)?.[1];
	const runtimes: ImageFacts['runtimes'] = {};
	for (const name of runtimeNames) {
		const measured = await measureRuntime(sandbox, name);
		if (measured) runtimes[name] = measured;
	}
	const podman = await measurePodman(sandbox);
	return {
		schema: factsVersion,
		kernel: (await shell(sandbox, 'uname -r')).output,
		os: os.output,
		arch: (await shell(sandbox, 'uname -m')).output,
		packages: await measurePackages(sandbox),
		criu: await measureCriu(sandbox),
		runtimes,
		...(podman && {podman}),
		tools: await measureTools(sandbox),
		...(iptables.ok && backend !== undefined && {iptablesBackend: backend}),
	};
};

/** @throws EngineError when a sandbox of the image cannot be opened */
export const measure = async (docker: Docker, ref: string): Promise<ImageFacts> => {
	const sandbox = await openSandbox(docker, {ref, run: 'measure', cell: 'measure', owner: ownerOf(process.pid)});
	try {
		return await measureIn(sandbox);
	} catch (error) {
		throw new EngineError(`${ref} could not be measured`, String(error), error);
	} finally {
		await sandbox.stop();
	}
};
