// Checks Node, user, system and memory.
import {satisfies} from 'semver';
import type {HostFacts} from '../run/host.ts';
import {counted} from '../support/counted.ts';
import {type Check, gap, note, ok} from './check.ts';

export type Machine = {
	/** Version without the `v`. */
	node: string;
	/** Range from package.json. */
	wantedNode: string;
	/** User id; undefined where there are none. */
	user: number | undefined;
	host: HostFacts;
	/** /proc/meminfo */
	meminfo: string;
};

/** Bytes, from the line of /proc/meminfo with this name; undefined when there is none. */
export const memoryField = (meminfo: string, name: string): number | undefined => {
	const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(meminfo)?.[1];
	return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
};

export const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

// Bundle, rootfs, image files and CRIU's work folder are on tmpfs: about 30 MiB for each of at most 12 sandboxes.
const littleMemory = 2 ** 30;

const memoryCheck = (meminfo: string, cpus: number): Check => {
	const available = memoryField(meminfo, 'MemAvailable');
	const processors = counted(cpus, 'processor');
	if (available === undefined) return note('memory', `cannot tell how much is available; ${processors}`);
	const detail = `${gibibytes(available)} available, ${processors}`;
	return available < littleMemory
		? note('memory', `${detail}; sandboxes keep their files in memory`, 'give `--jobs 2` to `netlock run`')
		: ok('memory', detail);
};

export const machineChecks = ({node, wantedNode, user, host, meminfo}: Machine): Check[] => [
	satisfies(node, wantedNode)
		? ok('Node', `${node} (${wantedNode} is needed)`)
		: gap(
				'Node',
				`${node}, but ${wantedNode} is needed`,
				'start netlock through bin/netlock, which brings its own Node',
			),
	user === 0
		? ok('user', 'root')
		: note('user', 'not root: netlock can use an engine that answers, but start none of its own'),
	ok('system', `${host.os}, kernel ${host.kernel}, ${host.arch}`),
	memoryCheck(meminfo, host.cpus),
];
