// Reads the state of the engine, without starting or installing one.
import type Docker from 'dockerode';
import {type Engine, type EngineConfig, findEngine} from '../engine/connect.ts';
import {NoEngine} from '../engine/errors.ts';
import {type Install, planInstall, thisHost} from '../engine/install.ts';
import {canStartPrivateEngine, findDockerd, privateSocket} from '../engine/private-engine.ts';

export type EngineFacts = {
	endpoint: string;
	kind: Engine['kind'];
	/** `Docker` or `Podman`: their versions are not comparable. */
	product: 'Docker' | 'Podman';
	version: string;
	storageDriver: string;
	rootless: boolean;
	cgroupDriver: string;
	cgroupVersion: string;
	/** Kernel of the machine that the engine runs on. */
	kernel: string;
	/** Folder in which the engine keeps images, on its machine. */
	dataFolder: string;
};

export type EngineView =
	| {state: 'answers'; facts: EngineFacts; docker: Docker}
	/** DOCKER_HOST names an engine that does not answer. */
	| {state: 'silent'; problem: string}
	/** No engine answers; netlock would start `dockerd`. */
	| {state: 'startable'; dockerd: string; endpoint: string}
	/** `install`: undefined when dockerd is installed, but only root can start it. */
	| {state: 'absent'; install: Install | undefined};

const factsOf = async ({docker, endpoint, kind}: Engine): Promise<EngineFacts> => {
	const [info, version] = await Promise.all([docker.info(), docker.version()]);
	const components: {Name: string}[] = version.Components ?? [];
	const options: string[] = info.SecurityOptions ?? [];
	return {
		endpoint,
		kind,
		product: components.some(({Name}) => Name.startsWith('Podman')) ? 'Podman' : 'Docker',
		version: version.Version,
		storageDriver: info.Driver,
		rootless: options.some(option => option.startsWith('name=rootless')),
		cgroupDriver: info.CgroupDriver ?? 'unknown',
		cgroupVersion: String(info.CgroupVersion ?? 'unknown'),
		kernel: info.KernelVersion,
		dataFolder: info.DockerRootDir,
	};
};

export const viewEngine = async (config: EngineConfig): Promise<EngineView> => {
	try {
		const engine = await findEngine(config);
		if (engine) return {state: 'answers', facts: await factsOf(engine), docker: engine.docker};
	} catch (error) {
		if (error instanceof NoEngine) return {state: 'silent', problem: error.shortMessage};
		throw error;
	}
	const dockerd = findDockerd();
	return dockerd !== undefined && canStartPrivateEngine()
		? {state: 'startable', dockerd, endpoint: `unix://${privateSocket(config.home)}`}
		: {state: 'absent', install: dockerd === undefined ? planInstall(thisHost()) : undefined};
};
