// Measures a runtime, or podman, in a sandbox: version, digest, options, and how it gets libcriu.
import type {StartedSandbox} from '../engine/sandbox.ts';
import type {RuntimeName} from '../model/axes.ts';
import type {PodmanFacts, RuntimeFacts} from '../model/facts.ts';
import {runtimes} from '../runtimes/runtime.ts';
import {runScript} from './run-script.ts';

const optionsIn = (help: string): string[] => [...new Set(help.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [])].sort();

// A program that opens the library itself contains this name too, but ldd does not list it.
const libcriuLink = `
	if ldd "$program" 2>/dev/null | grep -q 'libcriu\\.so'; then echo linked
	elif grep -q 'could not load .libcriu\\.so\\.2' "$program"; then echo loaded
	fi`;
const isLink = (word: string): word is 'linked' | 'loaded' => word === 'linked' || word === 'loaded';

/** `program`: podman, or the path of one. Undefined when it does not run. */
export const measurePodman = async (sandbox: StartedSandbox, program = 'podman'): Promise<PodmanFacts | undefined> => {
	const version = await runScript(sandbox, `${program} --version`);
	if (!version.ok) return undefined;
	const help = async (command: string) =>
		optionsIn((await runScript(sandbox, `${program} container ${command} --help`)).output);
	const digest = await runScript(sandbox, `sha256sum < "$(command -v ${program})"`);
	return {
		version: /version (\S+)/.exec(version.output)?.[1] ?? version.output,
		digest: digest.output.split(' ')[0] ?? '',
		options: {checkpoint: await help('checkpoint'), restore: await help('restore')},
	};
};

/** `program`: the runtime, or the path of one. Undefined when it does not run. */
export const measureRuntime = async (
	sandbox: StartedSandbox,
	name: RuntimeName,
	program: string = name,
): Promise<RuntimeFacts | undefined> => {
	const version = await runScript(sandbox, `${program} --version`);
	if (!version.ok) return undefined;
	const help = await runScript(sandbox, `${program} checkpoint --help`);
	const restore = await runScript(sandbox, `${program} restore --help`);
	const digest = await runScript(sandbox, `sha256sum < "$(command -v ${program})"`);
	const link = await runScript(sandbox, `program=$(command -v ${program}); ${libcriuLink}`);
	return {
		version: /version (\S+)/.exec(version.output)?.[1] ?? version.output,
		digest: digest.output.split(' ')[0] ?? '',
		checkpoints: help.ok && runtimes[name].checkpoints(version.output),
		networkLockFlag: help.output.includes('--network-lock'),
		libcriu: isLink(link.output) ? link.output : version.output.includes('+CRIU') ? 'built in' : 'none',
		options: {checkpoint: optionsIn(help.output), restore: optionsIn(restore.output)},
	};
};
