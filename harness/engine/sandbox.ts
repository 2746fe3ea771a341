// A sandbox: one throwaway container, started and disposed of through testcontainers.
import type Docker from 'dockerode';
import type {StartedTestContainer} from 'testcontainers';
import {EngineError} from './errors.ts';
import {type Exec, execIn} from './exec.ts';

export type SandboxSpec = {
	/** Image reference on the engine. */
	ref: string;
	/** Command of process 1. */
	command: string[];
	capabilities: string[];
	/** Folder → mount options. */
	tmpfs: Record<string, string>;
	/** The sandbox's own root can lift them. Those of the cgroup above all sandboxes nobody in a sandbox can lift. */
	limits: {memory: number; processes: number};
	run: string;
	cell: string;
	/** Process that owns it, as `ownerOf` names it. */
	owner: string;
};

export type StartedSandbox = {
	id: string;
	/** The engine's handle, for what only the engine can do. */
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
			await container.stop({remove: true, removeVolumes: true, timeout: 0});
			return {id: container.getId()};
		},
	};
};

/** Loads testcontainers, which takes a tenth of a second: called before the first sandbox is asked for. */
export const loadSandboxes = () => import('./sandbox-container.ts');

export const startSandbox = async (docker: Docker, spec: SandboxSpec): Promise<StartedSandbox> => {
	try {
		const {startContainer} = await loadSandboxes();
		return started(await startContainer(docker, spec), docker);
	} catch (error) {
		throw new EngineError(`a sandbox of ${spec.ref} did not start`, String(error), error);
	}
};
