// Options that narrow the matrix, shared by `run` and `list`, and in part by `bisect`.
import {availableParallelism} from 'node:os';
import {type Command, Option} from 'commander';
import {type Build, columns, parseCriu, parseRuntime} from '../builds/request.ts';
import {locks, runtimeNames} from '../model/axes.ts';
import {selectLocks} from '../plan/selection.ts';
import type {Selection} from '../run/prepare.ts';
import {mirrorOption} from './images/common.ts';

export type CellOptions = {
	image: string[];
	lock: string[];
	scenario: string[];
	core?: boolean;
	registryMirror: string[];
};
export type SelectionOptions = CellOptions & {runtime: string[]; criu: string[]};

/** CRIU and retransmissions mostly wait, so more sandboxes than processors pay. */
export const defaultJobs = (): number => Math.min(availableParallelism() * 3, 12);

const collect = (value: string, before: string[]): string[] => [
	...before,
	...value.split(',').filter(each => each !== ''),
];
/** A path may hold a comma. */
export const collectWhole = (value: string, before: string[]): string[] => [...before, value];

export const repeatable = (flags: string, description: string, whenAbsent = 'all', parse = collect): Option =>
	new Option(flags, description).argParser(parse).default([], whenAbsent);

/** All but the builds. `images`: those that are meant where none is named. */
export const addCellOptions = (command: Command, images = 'all'): Command =>
	command
		.addOption(repeatable('--image <glob>', 'images to run in; repeatable', images))
		.addOption(repeatable('--lock <lock>', `${locks.join(', ')}; repeatable`))
		.addOption(repeatable('--scenario <glob>', 'scenarios by file name; repeatable'))
		.addOption(mirrorOption())
		.option(
			'--core',
			'only the core scenarios and images, unless --scenario or --image names others: a first look in a minute or two',
		);

export const addSelectionOptions = (command: Command): Command =>
	addCellOptions(command)
		.addOption(
			repeatable(
				'--runtime <build>',
				'crun, runc, crun=PATH, crun=FOLDER, crun=LABEL@PATH, crun=src:TREE, crun=src:package, crun=copr:OWNER/PROJECT; repeatable',
				'all',
				collectWhole,
			),
		)
		.addOption(
			repeatable(
				'--criu <build>',
				'package, PATH (a binary, or a folder with criu and libcriu.so.2), or as for --runtime; repeatable',
				'package',
				collectWhole,
			),
		);

/** Every runtime with every CRIU. @throws UsageError */
export const parseBuilds = (runtimes: readonly string[], crius: readonly string[]): Build[] =>
	columns(
		(runtimes.length === 0 ? runtimeNames : runtimes.flatMap(splitNames)).map(parseRuntime),
		(crius.length === 0 ? ['package'] : crius).map(parseCriu),
	);

/** `crun,runc` names two; anything with a path names one. */
const splitNames = (value: string): string[] => (value.includes('=') ? [value] : value.split(','));

/** @throws UsageError naming the bad value and the valid ones */
export const parseSelection = ({image, runtime, criu, lock, scenario, core = false}: SelectionOptions): Selection => ({
	images: image,
	scenarios: scenario,
	core,
	locks: selectLocks(lock),
	builds: parseBuilds(runtime, criu),
});
