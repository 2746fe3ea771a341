// Measures the facts of an image in a sandbox: packages, tools, runtimes, and CRIU's default lock. A version number
// alone is not trusted.
import type Docker from 'dockerode';
import {EngineError} from '../engine/errors.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';
import {runtimeNames} from '../model/axes.ts';
import {factsVersion, type ImageFacts} from '../model/facts.ts';
import {inMeasuringSandbox} from '../sandbox/measuring-sandbox.ts';
import {measureCriu} from './measure-criu.ts';
import {measurePodman, measureRuntime} from './measure-runtime.ts';
import {runScript} from './run-script.ts';

const toolNames = ['iptables-restore', 'ip6tables-restore', 'iptables-legacy-restore', 'nft', 'ip', 'tar'];

// rpm lists some names twice (gpg-pubkey). The last one counts.
const packageQuery = `
	if command -v dpkg-query >/dev/null; then dpkg-query -W -f '\${db:Status-Status} \${Package} \${Version}\\n'
	else rpm -qa --qf 'installed %{NAME} %{VERSION}-%{RELEASE}\\n'; fi`;

const measurePackages = async (sandbox: StartedSandbox): Promise<Record<string, string>> => {
	const {output} = await runScript(sandbox, packageQuery);
	const rows = output
		.split('\n')
		.map(line => line.split(' '))
		.filter(([status]) => status === 'installed')
		.map(([, name = '', version = '']) => [name, version] as const);
	return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
};

const measureTools = async (sandbox: StartedSandbox): Promise<Record<string, boolean>> => {
	const {output} = await runScript(
		sandbox,
		`for t in ${toolNames.join(' ')}; do command -v $t >/dev/null && echo $t; done; true`,
	);
	const found = new Set(output.split('\n'));
	return Object.fromEntries(toolNames.map(name => [name, found.has(name)]));
};

const measureIn = async (sandbox: StartedSandbox): Promise<ImageFacts> => {
	const os = await runScript(sandbox, '. /etc/os-release && echo "$PRETTY_NAME"');
	const iptables = await runScript(sandbox, 'iptables --version');
	const backend = /\((\w+)\)/.exec(iptables.output)?.[1];
	const runtimes: ImageFacts['runtimes'] = {};
	for (const name of runtimeNames) {
		const measured = await measureRuntime(sandbox, name);
		if (measured) runtimes[name] = measured;
	}
	const podman = await measurePodman(sandbox);
	return {
		schema: factsVersion,
		kernel: (await runScript(sandbox, 'uname -r')).output,
		os: os.output,
		arch: (await runScript(sandbox, 'uname -m')).output,
		packages: await measurePackages(sandbox),
		criu: await measureCriu(sandbox),
		runtimes,
		...(podman && {podman}),
		tools: await measureTools(sandbox),
		...(iptables.ok && backend !== undefined && {iptablesBackend: backend}),
	};
};

/** @throws EngineError when a sandbox of the image cannot be opened */
export const measure = (docker: Docker, ref: string): Promise<ImageFacts> =>
	inMeasuringSandbox(docker, {ref}, sandbox =>
		measureIn(sandbox).catch((error: unknown) => {
			throw new EngineError(`${ref} could not be measured`, String(error), error);
		}),
	);
