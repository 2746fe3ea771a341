// The sandbox's container, through testcontainers. Imported only when a sandbox is started: loading it takes half a second.

import type Docker from 'dockerode';
import {GenericContainer, type StartedTestContainer} from 'testcontainers';
import {z} from 'zod';
import {limits} from '../support/limits.ts';
import {withShell} from './channel.ts';
import {label} from './labels.ts';
import {parentCgroup} from './parent-cgroup.ts';
import type {SandboxSpec} from './sandbox.ts';

// testcontainers has no modifier for these fields of the host configuration; its own modules set them like this.
class SandboxContainer extends GenericContainer {
	constructor(spec: SandboxSpec, parent: string | undefined) {
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
			// What its shell says is evidence, and no log of the engine's.
			LogConfig: {Type: 'none', Config: {}},
			Memory: spec.limits.memory,
			MemorySwap: spec.limits.memory,
			PidsLimit: spec.limits.processes,
			// Core dumps would go to whatever the kernel's core_pattern names.
			Ulimits: [{Name: 'core', Soft: 0, Hard: 0}],
			...(parent !== undefined && {CgroupParent: parent}),
		};
		this.hostConfig = hostConfig;
		this.createOpts.OpenStdin = true;
		// The engine closes it when the connection of whoever owns the sandbox is gone, and the sandbox ends.
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

// testcontainers takes all of this from the environment alone.
const prepareEnvironment = (docker: Docker): void => {
	process.env.DOCKER_HOST = endpointOf(docker);
	// Its reaper is an image that cannot always be pulled; netlock sweeps by label instead.
	process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
	// It looks the host up through a bridge that a private engine does not have; sandboxes publish no port anyway.
	process.env.TESTCONTAINERS_HOST_OVERRIDE = 'localhost';
};

/** Starts it, and waits until it runs. */
export const startContainer = async (docker: Docker, spec: SandboxSpec): Promise<StartedTestContainer> => {
	prepareEnvironment(docker);
	return new SandboxContainer(spec, await parentCgroup(docker))
		.withNetworkMode('none')
		.withCommand(withShell(spec.command))
		.withStartupTimeout(limits.sandboxStartMs)
		.start();
};
