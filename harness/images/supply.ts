// The engine, and where images are fetched from, for as long as one command or one run takes.
import type Docker from 'dockerode';
import type {RegistryUnreachable} from './errors.ts';
import {type Mirrors, registryHost, throughMirror} from './mirrors.ts';

export type Supply = {
	docker: Docker;
	mirrors: Mirrors;
	/** Registries that did not answer: they are not asked for the next image either. By host. */
	unreachable: Map<string, RegistryUnreachable>;
};

/** One that does not answer now may do so in the next round of a bisection, hours later: it is forgotten with the supply. */
export const newSupply = ({docker, mirrors}: Pick<Supply, 'docker' | 'mirrors'>): Supply => ({
	docker,
	mirrors,
	unreachable: new Map(),
});

/** Why a registry, or what stands in for it, is known not to answer; undefined when it was not asked yet, or did. */
export const knownUnreachable = ({mirrors, unreachable}: Supply, wanted: string): RegistryUnreachable | undefined =>
	unreachable.get(registryHost(throughMirror(mirrors, wanted)));
