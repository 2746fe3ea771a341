// The environment of an AVA process: an entry point, as cli/ is, so it may read it.
import type {EngineConfig} from '../engine/connect.ts';
import {parseMirrors} from '../images/mirrors.ts';

const defaultHome = '/var/lib/netlock';

/** An empty variable is one that is not set. */
export const environment = (): {planPath: string | undefined; engine: EngineConfig} => {
	const {NETLOCK_PLAN, DOCKER_HOST, NETLOCK_HOME, NETLOCK_REGISTRY_MIRRORS = ''} = process.env;
	const mirrors = parseMirrors(NETLOCK_REGISTRY_MIRRORS.split(/[\s,]+/).filter(each => each !== ''));
	return {
		planPath: NETLOCK_PLAN || undefined,
		engine: {dockerHost: DOCKER_HOST || undefined, home: NETLOCK_HOME || defaultHome, mirrors},
	};
};
