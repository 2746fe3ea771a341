// Removes sandboxes by label: a run's own, and those whose netlock is gone.
import {hostname} from 'node:os';
import type Docker from 'dockerode';
import {label} from './labels.ts';

const remove = async (docker: Docker, containers: readonly Docker.ContainerInfo[]): Promise<number> => {
	// 404: gone already; 409: another sweep is at it.
	const tolerated = (error: {statusCode?: number}): void => {
		if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
	};
	await Promise.all(containers.map(({Id}) => docker.getContainer(Id).remove({force: true, v: true}).catch(tolerated)));
	return containers.length;
};

const labelled = (docker: Docker, filter: string): Promise<Docker.ContainerInfo[]> =>
	docker.listContainers({all: true, filters: {label: [filter]}});

/** Removes every container of one run; how many there were. */
export const sweepRun = async (docker: Docker, run: string): Promise<number> =>
	remove(docker, await labelled(docker, `${label.run}=${run}`));

/** A process of this machine, as the owner label has it. Other machines may share the engine. */
export const ownerOf = (pid: number): string => `${hostname()}:${pid}`;

const isOrphan = ({Labels}: Docker.ContainerInfo, isAlive: (pid: number) => boolean): boolean => {
	const [host, pid] = Labels[label.owner]?.split(':') ?? [];
	return host === hostname() && !isAlive(Number(pid));
};

/** Removes the containers of runs whose process, on this machine, is gone. */
export const sweepOrphans = async (docker: Docker, isAlive: (pid: number) => boolean): Promise<number> => {
	const all = await labelled(docker, label.run);
	return remove(
		docker,
		all.filter(each => isOrphan(each, isAlive)),
	);
};

/** Removes the containers of one process, whatever run they belong to. */
export const sweepOwned = async (docker: Docker, owner: string): Promise<number> =>
	remove(docker, await labelled(docker, `${label.owner}=${owner}`));

/** Removes every container that netlock ever made on this engine. */
export const sweepAll = async (docker: Docker): Promise<number> => remove(docker, await labelled(docker, label.run));
