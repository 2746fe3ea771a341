// A sandbox: one container that testcontainers starts.
import type Docker from 'dockerode';
import type {StartedTestContainer} from 'testcontainers';
import {EngineRefused} from './errors.ts';
import {type Exec, execIn} from './exec.ts';
import {removeContainer} from './remove-container.ts';

export type SandboxSpec = {
	/** Image reference on the engine. */
	ref: string;
	/** Command of process 1. */
	command: string[];
	capabilities: string[];
	/** Folder → mount options. */
	tmpfs: Record<string, string>;
	/** Limits that root in the sandbox can lift. Nobody in a sandbox can lift those of the cgroup above all sandboxes. */
	limits: {memory: number; processes: number};
	run: string;
	cell: string;
	/** Process that owns the sandbox, as `ownerOf` names it. */
	owner: string;
};

export type StartedSandbox = {
	id: string;
	/** The engine's object for the container. */
	container: Docker.Container;
	exec: Exec;
	stop: () => Promise<StoppedSandbox>;
};
export type StoppedSandbox = {id: string};

const started = (container: StartedTestContainer, docker: Docker): StartedSandbox => {
	const handle = docker.getContainer(container.getId());
	const {exec, close} = execIn(handle, {hasShell: true});
	return {
		id: container.getId(),
		container: handle,
		exec,
		stop: async () => {
			close();
			// One call: testcontainers would inspect and stop the container first.
			await removeContainer(handle);
			return {id: container.getId()};
		},
	};
};

/** Loads testcontainers. That takes a tenth of a second, so it happens before the first sandbox is needed. */
export const loadSandboxes = () => import('./sandbox-container.ts');

export const startSandbox = async (docker: Docker, spec: SandboxSpec): Promise<StartedSandbox> => {
	try {
		const {startContainer} = await loadSandboxes();
		return started(await startContainer(docker, spec), docker);
	} catch (error) {
		throw new EngineRefused(`a sandbox of ${spec.ref} did not start`, error);
	}
};
