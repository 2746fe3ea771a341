// Pulls a base from its registry or the mirror. Only transient network errors are tried again.
import pRetry from 'p-retry';
import {ImageUnavailable, NoAnswer} from '../engine/errors.ts';
import {pullImage} from '../engine/images.ts';
import type {OnStep} from '../model/step.ts';
import {limits} from '../support/limits.ts';
import {ReferenceVanished, RegistryUnreachable} from './errors.ts';
import {registryHost, throughMirror} from './mirrors.ts';
import type {Supply} from './supply.ts';

// Messages of engines about a name or port that does not exist. Waiting does not help.
const nobodyThere = /no such host|connection refused|network is unreachable|no route to host/i;
const notThere = /manifest unknown|not found|does not exist|name unknown|denied/i;
/** Messages about a broken connection, a registry that is busy or restarts, or a limit on pulls. */
const transient =
	/dial tcp|i\/o timeout|timeout|EOF|reset by peer|toomanyrequests|too many requests|\b50[0234]\b|unavailable/i;

/** Turns an engine's message about a failed pull into an error with its reason. */
export const explainPull = (error: ImageUnavailable, reference: string): ImageUnavailable => {
	const said = error.shortMessage.replace(/^pull \S+ /, '');
	const unreachable = (cause: string, isTransient: boolean): RegistryUnreachable =>
		new RegistryUnreachable(registryHost(reference), reference, {cause, said, isTransient});
	if (error instanceof NoAnswer) return unreachable(said, false);
	const nobody = nobodyThere.exec(said)?.[0];
	if (nobody !== undefined) return unreachable(nobody, false);
	if (notThere.test(said)) return new ReferenceVanished(reference, said);
	const passing = transient.exec(said)?.[0];
	return passing === undefined ? error : unreachable(passing, true);
};

const isTransient = (error: unknown): error is RegistryUnreachable =>
	error instanceof RegistryUnreachable && error.isTransient;

/** Returns `name@sha256:…`. @throws RegistryUnreachable, ReferenceVanished, ImageUnavailable */
export const pullBase = async (
	{docker, mirrors, unreachable}: Supply,
	wanted: string,
	onStep: OnStep,
	{firstWaitMs = limits.pullRetryMs} = {},
): Promise<{reference: string; digest: string}> => {
	const reference = throughMirror(mirrors, wanted);
	const pull = (): Promise<string> =>
		pullImage(docker, reference).catch((error: unknown) => {
			throw error instanceof ImageUnavailable ? explainPull(error, reference) : error;
		});
	try {
		const digest = await pRetry(pull, {
			retries: 2,
			minTimeout: firstWaitMs,
			factor: 4,
			shouldRetry: ({error}) => isTransient(error),
			onFailedAttempt: ({error, retriesLeft}) => {
				if (isTransient(error) && retriesLeft > 0) {
					onStep({kind: 'try again', problem: `base ${reference}: ${error.shortMessage}`});
				}
			},
		});
		return {reference, digest};
	} catch (error) {
		if (error instanceof RegistryUnreachable) unreachable.set(registryHost(reference), error);
		throw error;
	}
};
