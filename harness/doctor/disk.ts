// Disk space for images, where the engine keeps them.
import {statfsSync} from 'node:fs';
import {dirname} from 'node:path';
import {type Check, gap, note, ok} from './check.ts';
import {gibibytes} from './machine.ts';

/** Four images, their bases and the layers of their builds take about 4 GiB. */
const wanted = 5 * 2 ** 30;

/** Free bytes for an unprivileged user at a path, which need not exist yet. Undefined when they cannot be read. */
export const freeAt = (path: string): number | undefined => {
	try {
		const {bavail, bsize} = statfsSync(path);
		return bavail * bsize;
	} catch (error) {
		const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		return missing && dirname(path) !== path ? freeAt(dirname(path)) : undefined;
	}
};

type Room = {
	folder: string;
	/** Bytes. */
	free: number | undefined;
	/** Whether it is netlock's own folder, NETLOCK_HOME. */
	own: boolean;
	/** Whether images are still to be built. */
	needed: boolean;
};

export const diskCheck = ({folder, free, own, needed}: Room): Check => {
	const name = 'disk';
	const where = own ? `${folder} (NETLOCK_HOME)` : `${folder} (the engine's)`;
	if (free === undefined) return note(name, `cannot tell how much is free in ${where}`);
	const detail = `${gibibytes(free)} free in ${where}`;
	if (free >= wanted) return ok(name, detail);
	const fix = own ? 'free some, or set NETLOCK_HOME to a folder with room' : 'free some';
	return needed
		? gap(name, `${detail}; ${gibibytes(wanted)} are needed to build the images`, fix)
		: note(name, `${detail}; a rebuild of the images may need ${gibibytes(wanted)}`, fix);
};
