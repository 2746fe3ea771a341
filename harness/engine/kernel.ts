// The engine's kernel, which need not be this machine's.
import type Docker from 'dockerode';

const known = new WeakMap<Docker, Promise<string>>();

/** Kernel release; asked once per engine. */
export const kernelOf = (docker: Docker): Promise<string> => {
	const release = known.get(docker) ?? docker.info().then(({KernelVersion}) => String(KernelVersion));
	known.set(docker, release);
	return release;
};
