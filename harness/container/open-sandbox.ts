// Opens a sandbox for a cell, or for measuring: the least privileges, and a cgroup layout that runtimes work on.
import type Docker from 'dockerode';
import {EngineError} from '../engine/errors.ts';
import {type StartedSandbox, startSandbox} from '../engine/sandbox.ts';
import type {ExtraCapability} from '../plan/declaration.ts';
import {capabilities, tmpfs} from './privileges.ts';

export type SandboxRequest = {
	ref: string;
	run: string;
	cell: string;
	owner: string;
	/** Binary under test on this machine, if it is not the image's own. */
	binary?: {name: string; path: string} | undefined;
	/** Beyond the least. */
	extra?: readonly ExtraCapability[] | undefined;
};

/** Where a binary under test is mounted; a folder of its own, so that it can be first in PATH. */
export const buildsFolder = '/opt/netlock/builds';

/** @throws EngineError when the sandbox does not start or cannot be prepared */
export const openSandbox = async (docker: Docker, request: SandboxRequest): Promise<StartedSandbox> => {
	const {ref, run, cell, owner, binary, extra = []} = request;
	const sandbox = await startSandbox(docker, {
		ref,
		run,
		cell,
		owner,
		command: ['/opt/netlock/bin/pause'],
		capabilities: [...capabilities, ...extra],
		tmpfs,
		readOnlyFiles: binary ? {[binary.path]: `${buildsFolder}/${binary.name}`} : {},
	});
	const prepared = await sandbox.exec(['/opt/netlock/bin/prepare'], {limit: 60});
	if (prepared.exit === 0) return sandbox;
	await sandbox.stop();
	throw new EngineError(`a sandbox of ${ref} could not be prepared (exit ${prepared.exit})`, prepared.stderr.trim());
};
