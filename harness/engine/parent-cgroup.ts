// The cgroup above all sandboxes. No sandbox can lift its limits: a sandbox sees its own cgroup as the root, and is
// root there. netlock makes it if it is root on the engine's machine and the engine uses the cgroupfs driver.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {totalmem} from 'node:os';
import {dirname, join} from 'node:path';
import type Docker from 'dockerode';
import {oncePer} from '../support/once-per.ts';
import {infoOf} from './info.ts';

const name = 'netlock';

/** Limits for all sandboxes together. */
export type ParentLimits = {memory: number; processes: number};

/** The rest is for the machine, the engine and netlock. */
export const parentLimits = (total = totalmem()): ParentLimits => ({memory: Math.floor(total * 0.75), processes: 8192});

/** cgroup v2 has one tree; v1 has one for each controller. */
const filesBelow = (root: string): {memory: string; processes: string} => {
	const isV2 = existsSync(join(root, 'cgroup.controllers'));
	const folder = (controller: string): string => (isV2 ? join(root, name) : join(root, controller, name));
	return {
		memory: join(folder('memory'), isV2 ? 'memory.max' : 'memory.limit_in_bytes'),
		processes: join(folder('pids'), 'pids.max'),
	};
};

/** Sets the limits. @throws when they cannot be set */
export const limitParent = (root: string, {memory, processes}: ParentLimits): void => {
	const control = join(root, 'cgroup.subtree_control');
	if (existsSync(control)) writeFileSync(control, '+memory +pids');
	const files = filesBelow(root);
	for (const [file, limit] of [
		[files.memory, memory],
		[files.processes, processes],
	] as const) {
		mkdirSync(dirname(file), {recursive: true});
		writeFileSync(file, String(limit));
	}
};

/** The limits that hold now. Undefined when there are none. */
export const limitsOfParent = (root: string): ParentLimits | undefined => {
	try {
		const [memory = Number.NaN, processes = Number.NaN] = Object.values(filesBelow(root)).map(file =>
			Number(readFileSync(file, 'utf8')),
		);
		// Without a limit, v2 prints `max`, and v1 prints a number that no machine reaches.
		return memory < 2 ** 60 && processes > 0 ? {memory, processes} : undefined;
	} catch {
		return undefined;
	}
};

export const cgroupRoot = '/sys/fs/cgroup';

/** Name of the cgroup for the engine. Undefined when netlock cannot make it; `netlock doctor` says so. */
export const parentCgroup = oncePer(async (docker: Docker): Promise<string | undefined> => {
	const {socketPath} = docker.modem as {socketPath?: string};
	const {cgroupDriver} = await infoOf(docker);
	if (process.getuid?.() !== 0 || socketPath === undefined || cgroupDriver !== 'cgroupfs') return undefined;
	try {
		limitParent(cgroupRoot, parentLimits());
		return `/${name}`;
	} catch {
		return undefined;
	}
});
