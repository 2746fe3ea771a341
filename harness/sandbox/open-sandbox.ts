// Opens a sandbox for a cell, or for measuring: the least privileges, and a cgroup layout that runtimes work on.

import type Docker from 'dockerode';
import {capabilitiesOf, type OwnConfig} from '../bundle/own-config.ts';
import {EngineError} from '../engine/errors.ts';
import {type StartedSandbox, startSandbox} from '../engine/sandbox.ts';
import type {UnderTest} from '../model/artifact.ts';
import type {ExtraCapability} from '../model/declaration.ts';
import {limits} from '../support/limits.ts';
import {phase} from '../support/phases.ts';
import {bringBundle} from './own-bundle.ts';
import {prepareSandbox} from './prepare-sandbox.ts';
import {capabilities, sandboxLimits, tmpfs} from './privileges.ts';
import {putInPlace} from './under-test.ts';

export type SandboxRequest = {
	ref: string;
	run: string;
	cell: string;
	owner: string;
	/** Files that replace the image's own. */
	underTest?: UnderTest | undefined;
	/** A bundle of the user's own: its folder, and what its process needs. */
	bundle?: {folder: string; config: OwnConfig} | undefined;
	/** Capabilities beyond the least. */
	extra?: readonly ExtraCapability[] | undefined;
};

/** @throws EngineError when the sandbox does not start or cannot be prepared */
export const openSandbox = async (docker: Docker, request: SandboxRequest): Promise<StartedSandbox> => {
	const {ref, run, cell, owner, underTest = {}, bundle, extra = []} = request;
	const spec = {
		...{ref, run, cell, owner, tmpfs},
		limits: sandboxLimits,
		command: ['/opt/netlock/bin/pause'],
		capabilities: [...new Set([...capabilities, ...extra, ...(bundle ? capabilitiesOf(bundle.config) : [])])],
	};
	const sandbox = await phase('start the container', () => startSandbox(docker, spec), cell);
	try {
		const problem = await phase('put builds in place', () => putInPlace(sandbox, underTest), cell);
		if (problem !== undefined) throw new EngineError(`a sandbox of ${ref} cannot hold what is under test`, problem);
		if (bundle !== undefined) await phase('copy the bundle', () => bringBundle(sandbox, bundle.folder), cell);
		const {exit, stderr} = await phase(
			'prepare the sandbox',
			() => sandbox.exec(['sh', '-c', prepareSandbox], {limitSeconds: limits.sandboxPrepareSeconds}),
			cell,
		);
		if (exit !== 0) throw new EngineError(`a sandbox of ${ref} could not be prepared (exit ${exit})`, stderr.trim());
		return sandbox;
	} catch (error) {
		await sandbox.stop().catch(() => {});
		throw error;
	}
};
