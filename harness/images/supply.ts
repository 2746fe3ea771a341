// The engine and the sources of images, for the time of one command or run.
import type Docker from 'dockerode';
import type {RegistryUnreachable} from './errors.ts';
import {type Mirrors, registryHost, throughMirror} from './mirrors.ts';

export type Supply = {
	docker: Docker;
	mirrors: Mirrors;
	/** Registries that did not answer, by host. They are not asked again for the next image. */
	unreachable: Map<string, RegistryUnreachable>;
};

/** A new supply knows no unreachable registry: one may answer again hours later, in the next round of a bisection. */
export const newSupply = ({docker, mirrors}: Pick<Supply, 'docker' | 'mirrors'>): Supply => ({
	docker,
	mirrors,
	unreachable: new Map(),
});

/** Why a registry or its mirror does not answer. Undefined when it answered, or was not asked yet. */
export const knownUnreachable = ({mirrors, unreachable}: Supply, wanted: string): RegistryUnreachable | undefined =>
	unreachable.get(registryHost(throughMirror(mirrors, wanted)));
