// Options that narrow the matrix, shared by `run` and `list`, and in part by `bisect`.
import {type Command, Option} from 'commander';
import {type Build, columns, parseCriu, parseRuntime} from '../builds/request.ts';
import {type Lock, runtimeNames} from '../model/axes.ts';
import type {Selection} from '../run/prepare.ts';
import {imageOption, lockOption, locksOf, mirrorOption, repeatable, scenarioOption} from './options.ts';

export type CellOptions = {
	image: string[];
	lock: Lock[];
	scenario: string[];
	core?: boolean;
	registryMirror: string[];
};
export type SelectionOptions = CellOptions & {runtime: string[]; criu: string[]};

/** All but the builds. `images`: those that are meant where none is named. */
export const addCellOptions = (command: Command, images = 'all'): Command =>
	command
		.addOption(imageOption(images))
		.addOption(lockOption())
		.addOption(scenarioOption())
		.addOption(mirrorOption())
		.addOption(
			new Option(
				'--core',
				'only the core scenarios and images, unless --scenario or --image names others: a first look in a minute or two',
			),
		);

export const addSelectionOptions = (command: Command): Command =>
	addCellOptions(command)
		.addOption(
			repeatable(
				'--runtime <build>',
				'crun, runc, crun=PATH, crun=FOLDER, crun=LABEL@PATH, crun=src:TREE, crun=src:package, crun=copr:OWNER/PROJECT',
			),
		)
		.addOption(
			repeatable(
				'--criu <build>',
				'package, PATH (a binary, or a folder with criu and libcriu.so.2), or as for --runtime',
				'package',
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
	locks: locksOf(lock),
	builds: parseBuilds(runtime, criu),
});
