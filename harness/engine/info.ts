// What the engine says of itself and of its machine, which need not be this one. Asked once per engine.
import type Docker from 'dockerode';

export type EngineInfo = {version: string; kernel: string; architecture: string; cgroupDriver: string};

const known = new WeakMap<Docker, Promise<EngineInfo>>();

const ask = async (docker: Docker): Promise<EngineInfo> => {
	const {ServerVersion, KernelVersion, Architecture, CgroupDriver} = await docker.info();
	return {
		version: String(ServerVersion),
		kernel: String(KernelVersion),
		architecture: String(Architecture),
		cgroupDriver: String(CgroupDriver),
	};
};

export const infoOf = (docker: Docker): Promise<EngineInfo> => {
	const info = known.get(docker) ?? ask(docker);
	known.set(docker, info);
	return info;
};
