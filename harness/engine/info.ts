// What the engine says of itself and of its machine, which need not be this one. Asked once per engine.
import type Docker from 'dockerode';
import {oncePer} from '../support/once-per.ts';

export type EngineInfo = {version: string; kernel: string; architecture: string; cgroupDriver: string};

/** An engine that was away for a moment is asked again. */
export const infoOf = oncePer(async (docker: Docker): Promise<EngineInfo> => {
	const {ServerVersion, KernelVersion, Architecture, CgroupDriver} = await docker.info();
	return {
		version: String(ServerVersion),
		kernel: String(KernelVersion),
		architecture: String(Architecture),
		cgroupDriver: String(CgroupDriver),
	};
});
