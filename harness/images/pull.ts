// Pulls a base from its registry, or from what stands in for it. Trouble of the network is tried again, nothing else is.
import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import {pullImage} from '../engine/images.ts';
import {ReferenceVanished, RegistryUnreachable} from './errors.ts';
import {type Mirrors, registryHost, throughMirror} from './mirrors.ts';

/** Where a name or a port does not exist, there is nothing to wait for. */
const nobodyThere =
	/no such host|connection refused|network is unreachable|no route to host|did not answer within \d+ s/i;
const notThere = /manifest unknown|not found|does not exist|name unknown|denied/i;
/** What passes: a broken connection, a registry that is busy or restarting, a limit on pulls. */
const passing =
	/dial tcp|i\/o timeout|timeout|EOF|reset by peer|toomanyrequests|too many requests|\b50[0234]\b|unavailable/i;

/** Milliseconds before each further attempt. */
const waits = [500, 2000];

// A registry that is not there is not there for the next image either.
const unreachable = new Map<string, RegistryUnreachable>();

/** Why a registry, or what stands in for it, is known not to answer; undefined when it was not asked yet, or did. */
export const knownUnreachable = (mirrors: Mirrors, wanted: string): RegistryUnreachable | undefined =>
	unreachable.get(registryHost(throughMirror(mirrors, wanted)));

const explain = (error: ImageUnavailable, reference: string): ImageUnavailable => {
	const said = error.shortMessage.replace(/^pull \S+ /, '');
	if (notThere.test(said) && !nobodyThere.test(said)) return new ReferenceVanished(reference, said);
	if (nobodyThere.test(said) || passing.test(said)) {
		const [cause = said] = nobodyThere.exec(said) ?? passing.exec(said) ?? [];
		return new RegistryUnreachable(registryHost(reference), reference, cause, said);
	}
	return error;
};

/** Returns `name@sha256:…`. @throws RegistryUnreachable, ReferenceVanished, ImageUnavailable */
export const pullBase = async (
	docker: Docker,
	mirrors: Mirrors,
	wanted: string,
	onStep: (step: string) => void,
): Promise<{reference: string; digest: string}> => {
	const reference = throughMirror(mirrors, wanted);
	for (const wait of [...waits, undefined]) {
		try {
			return {reference, digest: await pullImage(docker, reference)};
		} catch (error) {
			if (!(error instanceof ImageUnavailable)) throw error;
			const explained = explain(error, reference);
			if (!(explained instanceof RegistryUnreachable)) throw explained;
			if (wait === undefined || nobodyThere.test(explained.shortMessage)) {
				unreachable.set(registryHost(reference), explained);
				throw explained;
			}
			onStep(`base ${reference}: ${explained.shortMessage}; trying again`);
			await sleep(wait);
		}
	}
	throw new ImageUnavailable(`pull ${reference}: given up`);
};
