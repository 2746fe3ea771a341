// Options that several commands share. Each value is parsed when it is read, so an action gets numbers and existing
// names.
import {availableParallelism, totalmem} from 'node:os';
import {Option} from 'commander';
import {type Lock, locks} from '../model/axes.ts';
import {notAmong} from '../model/usage-error.ts';
import {selectLocks, wholeNumber} from '../plan/selection.ts';
import {cellFormatNames} from '../report/cell-formats.ts';
import {type Format, formatNames, usualFormats} from '../report/formats.ts';
import {withNames} from './names.ts';

/** Takes each word whole: a path may hold a comma. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** `a,b` is two values. */
const collectList = (value: string, before: readonly string[]): string[] => [
	...before,
	...value.split(',').filter(each => each !== ''),
];

/** An option that may be given several times. Its value is a list. `whenAbsent`: describes the default in words. */
export const repeatable = (flags: string, description: string, whenAbsent = 'all'): Option =>
	new Option(flags, `${description}; repeatable`).argParser(collect).default([], whenAbsent);

/** An option that may be given several times; `a,b` is two values. */
const list = (flags: string, description: string, whenAbsent = 'all'): Option =>
	new Option(flags, `${description}; repeatable, or a,b`).argParser(collectList).default([], whenAbsent);

/** An option that takes some of the given names. It may be given several times; `a,b` is two values. */
const choices = <Name extends string>(
	flags: string,
	description: string,
	names: readonly Name[],
	whenAbsent: string,
): Option => {
	const option = withNames(list(flags, `${description}: ${names.join(', ')}`, whenAbsent), names);
	return option.argParser((value: string, before: readonly Name[]) => {
		const given = collectList(value, []).map(each => {
			const found = names.find(name => name === each);
			if (found === undefined) throw notAmong(option.long ?? flags, each, names);
			return found;
		});
		return [...new Set([...before, ...given])];
	});
};

/** An option that takes one of the given names. */
export const choice = <Name extends string>(flags: string, description: string, names: readonly Name[]): Option => {
	const option = withNames(new Option(flags, `${description}: ${names.join(', ')}`), names);
	return option.argParser((value: string) => {
		const found = names.find(each => each === value);
		if (found === undefined) throw notAmong(option.long ?? flags, value, names);
		return found;
	});
};

const count = (flags: string, description: string, least = 1): Option => {
	const option = new Option(flags, description);
	return option.argParser((value: string) => wholeNumber(option.long ?? flags, value, least));
};

/** Memory for one cell: a sandbox with its runtime, CRIU and image files, and the thread of its scenario. */
const memoryOfJob = 256 * 1024 ** 2;

/**
 * How many sandboxes run at a time. CRIU and retransmissions mostly wait, so more sandboxes than processors make a run
 * faster. The limit is 12, since an engine starts sandboxes one by one.
 */
export const jobsFor = (processors: number, memory: number): number =>
	Math.max(1, Math.min(processors * 3, Math.floor(memory / memoryOfJob), 12));

export const defaultJobs = (): number =>
	jobsFor(availableParallelism(), Math.min(totalmem(), process.constrainedMemory() || totalmem()));

export const jobsOption = (): Option =>
	count('--jobs <n>', 'how many sandboxes run at a time').default(
		defaultJobs(),
		'three for each processor, one for each 256 MB of memory, at most 12',
	);

export const freshOption = (): Option =>
	new Option(
		'--fresh',
		'run also cells that passed in an earlier run and of which nothing has changed since; as on CI, and with --repeat or --profile',
	);

export const repeatOption = (description: string, times: number): Option =>
	count('--repeat <n>', description).default(times);

export const retryOption = (): Option =>
	count(
		'--retry <n>',
		'run a cell with an unexpected outcome again, up to n times: with another outcome it is flaky, and stays unexpected',
		0,
	).default(0, '0, never');

export const bundleOption = (): Option =>
	new Option(
		'--bundle <folder>',
		'containers run this OCI bundle, its config.json and its root, instead of netlock’s own',
	);

export const imageOption = (whenAbsent = 'all'): Option =>
	withNames(list('--image <glob>', 'images to run in, as `netlock images list` names them', whenAbsent), 'images');

export const scenarioOption = (): Option =>
	withNames(list('--scenario <glob>', 'scenarios by file name, as `netlock list --scenarios` names them'), 'scenarios');

export const lockOption = (): Option =>
	withNames(new Option('--lock <lock>', `locks to ask for: ${locks.join(', ')}; repeatable, or a,b`), locks)
		.argParser((value: string, before: readonly Lock[]) => [...before, ...selectLocks(collectList(value, []))])
		.default([], 'all');

/** The formats that `--format` named, else the default formats. */
export const formatsOf = (named: readonly Format[]): readonly Format[] => (named.length === 0 ? usualFormats : named);

/** The locks that `--lock` named, in the order of the axis; else all locks. */
export const locksOf = (named: readonly Lock[]): Lock[] =>
	locks.filter(each => named.length === 0 || named.includes(each));

/** Like `formatOption`, with the formats for one cell. */
export const reportFormatOption = (): Option =>
	choices(
		'--format <format>',
		'reports to write beside results.json, or to print of one cell (bug, script)',
		[...formatNames, ...cellFormatNames],
		usualFormats.join(', '),
	);

export const formatOption = (): Option =>
	choices('--format <format>', 'reports to write beside results.json', formatNames, usualFormats.join(', '));

export const verboseOption = (what = 'the matrix too, and every list whole'): Option =>
	new Option('--verbose', `print ${what}`);

export const mirrorOption = (): Option =>
	repeatable(
		'--registry-mirror <registry=mirror>',
		'fetch images of a registry from its mirror, as in docker.io=localhost:5000/cache',
		'NETLOCK_REGISTRY_MIRRORS',
	);
