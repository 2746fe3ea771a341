// Asks the engine about itself and its machine, which may be another one. Asks once per engine.
import type Docker from 'dockerode';
import {oncePer} from '../support/once-per.ts';

export type EngineInfo = {
	version: string;
	kernel: string;
	architecture: string;
	cgroupDriver: string;
	/** What else of the engine a sandbox may show: drivers, and the programs below it. */
	options: string;
};

/** Asks again if the engine was away for a moment. */
export const infoOf = oncePer(async (docker: Docker): Promise<EngineInfo> => {
	const info = await docker.info();
	const {ServerVersion, KernelVersion, Architecture, CgroupDriver} = info;
	const {Driver, CgroupVersion, SecurityOptions, DefaultRuntime, Runtimes} = info;
	const {ContainerdCommit, RuncCommit, InitCommit} = info;
	const programs = [ContainerdCommit, RuncCommit, InitCommit];
	return {
		version: String(ServerVersion),
		kernel: String(KernelVersion),
		architecture: String(Architecture),
		cgroupDriver: String(CgroupDriver),
		options: JSON.stringify([Driver, CgroupDriver, CgroupVersion, SecurityOptions, DefaultRuntime, Runtimes, programs]),
	};
});
