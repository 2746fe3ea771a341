// A sandbox: one throwaway container, started and disposed of through testcontainers.
import type Docker from 'dockerode';
import {GenericContainer, type StartedTestContainer} from 'testcontainers';
import {EngineError} from './errors.ts';
import {type ExecOptions, type ExecResult, exec} from './exec.ts';
import {label} from './labels.ts';

export type SandboxSpec = {
	/** Image reference on the engine. */
	ref: string;
	/** Command of process 1. */
	command: string[];
	capabilities: string[];
	/** Folder → mount options. */
	tmpfs: Record<string, string>;
	/** Files of this machine, mounted read-only: source → target. */
	readOnlyFiles: Record<string, string>;
	run: string;
	cell: string;
	/** Process that owns it, as `ownerOf` names it. */
	owner: string;
};

export type StartedSandbox = {
	id: string;
	exec: (argv: readonly string[], options?: ExecOptions) => Promise<ExecResult>;
	stop: () => Promise<StoppedSandbox>;
};
export type StoppedSandbox = {id: string};

// testcontainers has no modifier for these fields of the host configuration; its own modules set them like this.
class SandboxContainer extends GenericContainer {
	constructor(spec: SandboxSpec) {
		super(spec.ref);
		const hostConfig: Docker.HostConfig & {CgroupnsMode: string} = {
			...this.hostConfig,
			CapDrop: ['ALL'],
			CapAdd: spec.capabilities,
			// CRIU uses system calls that the default profiles deny.
			SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined', 'label=disable'],
			// CRIU writes below /proc/sys; both runtimes mount a fresh /proc, which the kernel allows only where none is masked.
			MaskedPaths: [],
			ReadonlyPaths: [],
			// A private cgroup namespace keeps sandboxes that run side by side out of each other's cgroups.
			CgroupnsMode: 'private',
			NetworkMode: 'none',
			Tmpfs: spec.tmpfs,
			Binds: Object.entries(spec.readOnlyFiles).map(([source, target]) => `${source}:${target}:ro`),
		};
		this.hostConfig = hostConfig;
		this.createOpts.Labels = {
			...this.createOpts.Labels,
			[label.run]: spec.run,
			[label.cell]: spec.cell,
			[label.owner]: spec.owner,
		};
	}
}

const started = (container: StartedTestContainer, docker: Docker): StartedSandbox => {
	const handle = docker.getContainer(container.getId());
	return {
		id: container.getId(),
		exec: (argv, options) => exec(handle, argv, options),
		stop: async () => {
			await container.stop({remove: true, removeVolumes: true, timeout: 0});
			return {id: container.getId()};
		},
	};
};

export const startSandbox = async (docker: Docker, spec: SandboxSpec): Promise<StartedSandbox> => {
	try {
		const container = await new SandboxContainer(spec)
			.withNetworkMode('none')
			.withCommand(spec.command)
			.withStartupTimeout(60_000)
			.start();
		return started(container, docker);
	} catch (error) {
		throw new EngineError(`a sandbox of ${spec.ref} did not start`, String(error), error);
	}
};
