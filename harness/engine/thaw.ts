// Thaws what a checkpoint froze and left frozen. With cgroup v1 no signal ends a frozen process, so the engine cannot
// remove its container (HTTP 500), nor can anybody sweep it later.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {cgroupRoot} from './parent-cgroup.ts';

const foldersIn = (folder: string): string[] => {
	try {
		return readdirSync(folder, {withFileTypes: true})
			.filter(each => each.isDirectory())
			.map(({name}) => join(folder, name));
	} catch {
		return [];
	}
};

/** The folder, and all below. */
const treeOf = (folder: string): string[] => [folder, ...foldersIn(folder).flatMap(treeOf)];

const thawOne = (cgroup: string): void => {
	const file = join(cgroup, 'freezer.state');
	try {
		if (readFileSync(file, 'utf8').trim() !== 'THAWED') writeFileSync(file, 'THAWED');
	} catch {
		// The cgroup is gone, or belongs to somebody else. The engine says whether it can remove the container.
	}
};

/** Thaws a container of this machine. Does nothing where there is no cgroup v1, or no right to it. */
export const thaw = (id: string, root = cgroupRoot): void => {
	const isOfContainer = (folder: string): boolean => folder.includes(id);
	// Engines put a container at most two levels deep: `netlock/ID`, `system.slice/docker-ID.scope`.
	const near = foldersIn(join(root, 'freezer')).flatMap(each => [each, ...foldersIn(each)]);
	for (const cgroup of near.filter(isOfContainer).flatMap(treeOf)) thawOne(cgroup);
};
