// The sandbox's container, made with testcontainers. Loaded only when a sandbox starts: loading takes a while.

import type Docker from 'dockerode';
import type {StartedTestContainer} from 'testcontainers';
import {z} from 'zod';
import {limits} from '../support/limits.ts';
import {withShell} from './channel.ts';
import {label} from './labels.ts';
import {parentCgroup} from './parent-cgroup.ts';
import {requireLean} from './require-lean.ts';
import {resourceLimits} from './resource-limits.ts';
import type {SandboxSpec} from './sandbox.ts';

const {GenericContainer} = requireLean('testcontainers') as typeof import('testcontainers');

// testcontainers has no method for these fields of the host configuration. Its own modules set them in this way.
class SandboxContainer extends GenericContainer {
	constructor(spec: SandboxSpec, parent: string | undefined) {
		super(spec.ref);
		const hostConfig: Docker.HostConfig & {CgroupnsMode: string} = {
			...this.hostConfig,
			CapDrop: ['ALL'],
			CapAdd: spec.capabilities,
			// CRIU uses system calls that the default profiles deny.
			SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined', 'label=disable'],
			// CRIU writes below /proc/sys. Both runtimes mount a fresh /proc, which the kernel allows only if no path in
			// /proc is masked.
			MaskedPaths: [],
			ReadonlyPaths: [],
			// A private cgroup namespace separates the cgroups of sandboxes that run at the same time.
			CgroupnsMode: 'private',
			NetworkMode: 'none',
			Tmpfs: spec.tmpfs,
			// The output of its shell is evidence. The engine must not store it as a log.
			LogConfig: {Type: 'none', Config: {}},
			Memory: spec.limits.memory,
			MemorySwap: spec.limits.memory,
			PidsLimit: spec.limits.processes,
			Ulimits: resourceLimits,
			...(parent !== undefined && {CgroupParent: parent}),
		};
		this.hostConfig = hostConfig;
		// The sandbox still has a network namespace of its own, with nothing but `lo`. Docker only leaves out its own work
		// on it, which is half of the processor time of a container: a hook that runs dockerd once more, and two files of
		// the machine (hosts, resolv.conf). Podman does not know the field.
		this.createOpts.NetworkDisabled = true;
		this.createOpts.OpenStdin = true;
		// When the connection of the sandbox's owner is gone, the engine closes the input, and the sandbox ends.
		this.createOpts.StdinOnce = true;
		this.createOpts.Labels = {
			...this.createOpts.Labels,
			[label.run]: spec.run,
			[label.cell]: spec.cell,
			[label.owner]: spec.owner,
		};
	}
}

const connection = z.object({
	socketPath: z.string().optional(),
	host: z.string().optional(),
	port: z.number().optional(),
});

const endpointOf = ({modem}: Docker): string => {
	const {socketPath, host, port} = connection.parse(modem);
	return socketPath === undefined ? `tcp://${host}:${port}` : `unix://${socketPath}`;
};

// testcontainers reads these settings only from the environment.
const prepareEnvironment = (docker: Docker): void => {
	process.env.DOCKER_HOST = endpointOf(docker);
	// testcontainers' reaper is an image that cannot be pulled everywhere. netlock sweeps by label instead.
	process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
	// testcontainers finds the host through a bridge, which a private engine does not have. Sandboxes publish no port
	// anyway.
	process.env.TESTCONTAINERS_HOST_OVERRIDE = 'localhost';
};

/** Starts the container and waits until it runs. */
export const startContainer = async (docker: Docker, spec: SandboxSpec): Promise<StartedTestContainer> => {
	prepareEnvironment(docker);
	return new SandboxContainer(spec, await parentCgroup(docker))
		.withNetworkMode('none')
		.withCommand(withShell(spec.command))
		.withStartupTimeout(limits.sandboxStartMs)
		.start();
};
