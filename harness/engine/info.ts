// Asks the engine about itself and its machine, which may be another one. Asks once per engine.
import type Docker from 'dockerode';
import {oncePer} from '../support/once-per.ts';

export type EngineInfo = {version: string; kernel: string; architecture: string; cgroupDriver: string};

/** Asks again if the engine was away for a moment. */
export const infoOf = oncePer(async (docker: Docker): Promise<EngineInfo> => {
	const {ServerVersion, KernelVersion, Architecture, CgroupDriver} = await docker.info();
	return {
		version: String(ServerVersion),
		kernel: String(KernelVersion),
		architecture: String(Architecture),
		cgroupDriver: String(CgroupDriver),
	};
});
