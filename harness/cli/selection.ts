// Options that narrow the matrix, shared by `run` and `list`.
import {type Command, Option} from 'commander';
import {type Build, parseBuild} from '../builds/request.ts';
import {locks, runtimeNames} from '../plan/axes.ts';
import {selectLocks} from '../plan/selection.ts';
import {UsageError} from '../plan/usage.ts';
import type {Selection} from '../run/prepare.ts';
import {mirrorOption} from './images/common.ts';

export type SelectionOptions = {
	image: string[];
	runtime: string[];
	lock: string[];
	scenario: string[];
	core?: boolean;
	registryMirror: string[];
};

const collect = (value: string, before: string[]): string[] => [
	...before,
	...value.split(',').filter(each => each !== ''),
];
/** A path may hold a comma. */
const collectWhole = (value: string, before: string[]): string[] => [...before, value];

const repeatable = (flags: string, description: string, parse = collect): Option =>
	new Option(flags, description).argParser(parse).default([], 'all');

export const addSelectionOptions = (command: Command): Command =>
	command
		.addOption(repeatable('--image <glob>', 'images to run in; repeatable'))
		.addOption(
			repeatable('--runtime <build>', 'crun, runc, or a binary: crun=PATH, crun=LABEL@PATH; repeatable', collectWhole),
		)
		.addOption(repeatable('--lock <lock>', `${locks.join(', ')}; repeatable`))
		.addOption(repeatable('--scenario <glob>', 'scenarios by file name; repeatable'))
		.addOption(mirrorOption())
		.option(
			'--core',
			'only the core scenarios and images, unless --scenario or --image names others: a first look in a minute or two',
		);

const parseBuilds = (values: readonly string[]): Build[] => {
	const builds = (values.length === 0 ? runtimeNames : values.flatMap(splitNames)).map(parseBuild);
	const twice = builds.find(({id}, index) => builds.findIndex(each => each.id === id) !== index);
	if (twice)
		throw new UsageError(`--runtime: two builds are called ${twice.id}`, 'Name them: --runtime crun=LABEL@PATH');
	return builds;
};

/** `crun,runc` names two; anything with a path names one. */
const splitNames = (value: string): string[] => (value.includes('=') ? [value] : value.split(','));

/** @throws UsageError naming the bad value and the valid ones */
export const parseSelection = ({image, runtime, lock, scenario, core = false}: SelectionOptions): Selection => ({
	images: image,
	scenarios: scenario,
	core,
	locks: selectLocks(lock),
	builds: parseBuilds(runtime),
});
