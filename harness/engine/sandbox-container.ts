// The sandbox's container, through testcontainers. Imported only when a sandbox is started: loading it takes half a second.
import type Docker from 'dockerode';
import {GenericContainer, type StartedTestContainer} from 'testcontainers';
import {limits} from '../support/limits.ts';
import {label} from './labels.ts';
import type {SandboxSpec} from './sandbox.ts';

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

/** Starts it, and waits until it runs. */
export const startContainer = (spec: SandboxSpec): Promise<StartedTestContainer> =>
	new SandboxContainer(spec)
		.withNetworkMode('none')
		.withCommand(spec.command)
		.withStartupTimeout(limits.sandboxStartMs)
		.start();
