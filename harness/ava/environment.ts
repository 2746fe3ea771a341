// The environment of an AVA process: an entry point, as cli/ is, so it may read it.
import type {EngineConfig} from '../engine/connect.ts';

export const defaultHome = '/var/lib/netlock';

export const environment = (): {planPath: string | undefined; engine: EngineConfig} => {
	const {NETLOCK_PLAN, DOCKER_HOST, NETLOCK_HOME} = process.env;
	return {planPath: NETLOCK_PLAN, engine: {dockerHost: DOCKER_HOST, home: NETLOCK_HOME ?? defaultHome}};
};
