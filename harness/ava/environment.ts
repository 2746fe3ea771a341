// The environment of an AVA process: an entry point, as cli/ is, so it may read it.

import {howToReach} from '../engine/client.ts';
import type {EngineConfig} from '../engine/connect.ts';
import {EndpointRefused} from '../engine/errors.ts';
import {parseMirrors} from '../images/mirrors.ts';
import {UsageError} from '../model/usage-error.ts';
import {timeoutFactor, validTimeoutFactors} from '../support/limits.ts';

const defaultHome = '/var/lib/netlock';

/** Checks NETLOCK_TIMEOUT_FACTOR, from which the limits are computed when the program loads. @throws UsageError */
export const requireTimeoutFactor = (text: string | undefined = process.env.NETLOCK_TIMEOUT_FACTOR): void => {
	if (timeoutFactor(text) !== undefined) return;
	throw new UsageError(`NETLOCK_TIMEOUT_FACTOR=${text} is not valid`, `Valid: ${validTimeoutFactors}`);
};

/** With DOCKER_TLS_VERIFY the Docker client would use TLS. @throws EndpointRefused */
const refuseTls = ({DOCKER_HOST = '', DOCKER_TLS_VERIFY = ''}: NodeJS.ProcessEnv): void => {
	if (DOCKER_TLS_VERIFY === '' || !DOCKER_HOST.startsWith('tcp:')) return;
	throw new EndpointRefused(`${DOCKER_HOST} with DOCKER_TLS_VERIFY`, howToReach);
};

export type Environment = {
	planPath: string | undefined;
	/** Descriptor of the pipe to the netlock process that started this one. */
	pipe: number | undefined;
	engine: EngineConfig;
};

/** An empty variable counts as unset. @throws UsageError */
export const environment = (): Environment => {
	const {NETLOCK_PLAN, NETLOCK_PIPE, DOCKER_HOST, NETLOCK_HOME, NETLOCK_REGISTRY_MIRRORS = ''} = process.env;
	requireTimeoutFactor();
	refuseTls(process.env);
	const mirrors = parseMirrors(NETLOCK_REGISTRY_MIRRORS.split(/[\s,]+/).filter(each => each !== ''));
	return {
		planPath: NETLOCK_PLAN || undefined,
		pipe: NETLOCK_PIPE ? Number(NETLOCK_PIPE) : undefined,
		engine: {dockerHost: DOCKER_HOST || undefined, home: NETLOCK_HOME || defaultHome, mirrors},
	};
};
