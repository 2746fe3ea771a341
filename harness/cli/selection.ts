// Options that select cells and builds, for `run`, `list` and in part `bisect`.
import {type Command, Option} from 'commander';
import {type Build, columns, hasSample, sampleOf} from '../builds/columns.ts';
import {parseCrius, parseLibcrius, parsePodman, parseRuntimes} from '../builds/request.ts';
import {type Lock, runtimeNames} from '../model/axes.ts';
import type {Selection} from '../run/prepare.ts';
import {withNames} from './names.ts';
import {imageOption, lockOption, locksOf, mirrorOption, repeatable, scenarioOption} from './options.ts';

export type CellOptions = {
	image: string[];
	lock: Lock[];
	scenario: string[];
	core?: boolean;
	registryMirror: string[];
};
export type SelectionOptions = CellOptions & {runtime: string[]; criu: string[]; libcriu: string[]; podman: string[]};

/** Adds the options for cells. `images`: describes the default images. */
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
			withNames(
				repeatable(
					'--runtime <build>',
					'crun, runc, crun=PATH, crun=FOLDER, crun=LABEL@PATH, crun=src:TREE, crun=src:package, crun=git:REPO@REF (also REF,REF and FIRST..LAST: the releases between), crun=copr:OWNER/PROJECT',
				),
				runtimeNames,
			),
		)
		.addOption(
			repeatable(
				'--criu <build>',
				'package, PATH (a binary, or a folder with criu and libcriu.so.2), or as for --runtime',
				'package',
			),
		)
		.addOption(
			repeatable(
				'--libcriu <build>',
				'package, PATH (libcriu.so.2, or a folder with it), image:ID (as in that image), or as for --criu',
				'package, and a sample with image:debian-bookworm',
			),
		)
		.addOption(
			repeatable(
				'--podman <build>',
				'for scenarios with podman: package, PATH, FOLDER, LABEL@PATH, copr:OWNER/PROJECT',
				'package',
			),
		);

/** The columns: every runtime with every CRIU, libcriu and podman. @throws UsageError */
export const parseBuilds = (
	runtimes: readonly string[],
	crius: readonly string[],
	libcrius: readonly string[] = [],
	podmans: readonly string[] = [],
): Build[] =>
	columns(
		(runtimes.length === 0 ? runtimeNames : runtimes.flatMap(splitNames)).flatMap(parseRuntimes),
		(crius.length === 0 ? ['package'] : crius).flatMap(parseCrius),
		(libcrius.length === 0 ? ['package'] : libcrius).flatMap(parseLibcrius),
		(podmans.length === 0 ? ['package'] : podmans).map(parsePodman),
	);

/** `crun,runc` names two runtimes. A value with `=` names one. */
const splitNames = (value: string): string[] => (value.includes('=') ? [value] : value.split(','));

/** The sample columns that netlock adds to these builds. */
const samplesBeside = (builds: readonly Build[], libcriu: readonly string[]): Build[] =>
	hasSample(libcriu) ? builds.flatMap(sampleOf) : [];

/**
 * Builds that ids of cells may name: packages, or those of `--runtime`, `--criu` and so on. A sample column counts as
 * any other here.
 */
export const buildsToName = (
	ids: readonly string[],
	{runtime, criu, libcriu, podman}: Pick<SelectionOptions, 'runtime' | 'criu' | 'libcriu' | 'podman'>,
): Build[] => {
	const packages = runtimeNames.filter(name => ids.some(id => id.split('/')[1]?.split('+')[0] === name));
	const builds = parseBuilds(runtime.length > 0 ? runtime : packages, criu, libcriu, podman);
	return [...builds, ...samplesBeside(builds, libcriu)].map(({isSample: _, isOptional: __, ...build}) => build);
};

/** @throws UsageError with the bad value and the valid ones */
export const parseSelection = (options: SelectionOptions): Selection => {
	const {image, runtime, criu, libcriu, podman, lock, scenario, core = false} = options;
	const builds = parseBuilds(runtime, criu, libcriu, podman);
	// `--core` has no sample columns.
	const samples = core ? [] : samplesBeside(builds, libcriu);
	return {
		images: image,
		scenarios: scenario,
		core,
		locks: locksOf(lock),
		builds: [...builds, ...samples],
	};
};
