// Turns the options of a validation into two builds that differ in one part, and the cells to run in both.
import type {Project} from '../builds/builder.ts';
import {hasSample, packagedLibcriu} from '../builds/columns.ts';
import type {NamedPart, NamedRuntime, Part} from '../builds/part.ts';
import {type Patch, readPatch} from '../builds/patches.ts';
import {parseCriu, parseLibcriu, parseRuntime} from '../builds/request.ts';
import type {Lock, RuntimeName} from '../model/axes.ts';
import {UsageError} from '../model/usage-error.ts';
import type {Selection} from '../run/prepare.ts';
import {projectOf, reportsNamedBy} from './patch-message.ts';

/** The options, as the command line gives them. */
export type Request = {
	/** Paths of the patches, in the order in which they apply. */
	patches: readonly string[];
	project?: Project;
	source: string;
	/** Paths of patches that both builds get. */
	basePatches: readonly string[];
	/** The first of two builds that are given instead of patches. */
	before?: string;
	after?: string;
	runtime?: string;
	criu?: string;
	libcriu?: readonly string[];
	images: readonly string[];
	locks: Lock[];
	scenarios: string[];
	all: boolean;
	repeat: number;
};

export type Question = {
	project: Project;
	before: Part;
	after: Part;
	patches: readonly Patch[];
	/** The part that both builds share: a runtime if CRIU is patched, a CRIU if a runtime is. */
	runtime: NamedRuntime;
	criu: NamedPart;
	libcrius: readonly NamedPart[];
	/** Whether netlock adds a sample column with an old libcriu to both builds. */
	hasSample: boolean;
	selection: Pick<Selection, 'images' | 'scenarios' | 'locks' | 'own'>;
	/** Reports that the patches name. Cells that guard one of them always run with the patch too. */
	reports: ReadonlySet<string>;
	/** Whether every cell runs with the patch too. */
	all: boolean;
	/** Rounds of each cell that differs or fails. */
	repeat: number;
	/** What does not run although a reader may expect it, in words. */
	leftOut: readonly string[];
};

/** The image when none is named. One image is enough for a first answer: each more takes minutes. */
export const defaultImage = 'debian-forky';

/** `runtime`: of a build whose option names one. */
type Side = Part & {runtime?: RuntimeName};
type Sides = Pick<Question, 'project' | 'patches'> & {before: Side; after: Side};

/** The runtime of a project. For CRIU: the runtime that calls it when none is named. */
const runtimeOf = (project: Project): RuntimeName => (project === 'criu' ? 'crun' : project);

const parseSource = (project: Project, value: string, patches: readonly Patch[]): Side => {
	const part = parseRuntime(`${runtimeOf(project)}=${value === 'package' ? 'src:package' : value}`);
	const ofProject = {runtime: runtimeOf(project), patches};
	if (part.source === 'tree' || part.source === 'source package' || part.source === 'commit') {
		const {id: _, ...source} = part;
		return {...source, ...ofProject};
	}
	throw new UsageError(`--source ${value}: is no source`, 'Valid: package, src:TREE, git:REPO@REF');
};

const parseBuild = (option: string, project: Project, value: string): NamedPart & Side => {
	const part =
		project === 'criu'
			? parseCriu(value)
			: parseRuntime(value.includes('=') ? value : `${runtimeOf(project)}=${value}`);
	if (part.source !== 'package') return part;
	throw new UsageError(`${option} ${value}: names no build`, 'Valid: PATH, and what --runtime takes');
};

const sidesOfBuilds = ({patches, project = 'crun', before, after}: Request): Sides => {
	if (before === undefined || after === undefined) throw new UsageError('--before and --after go together');
	if (patches.length > 0) throw new UsageError('--before and --after compare builds: leave the patches out');
	return {
		project,
		patches: [],
		before: parseBuild('--before', project, before),
		after: parseBuild('--after', project, after),
	};
};

const sidesOfPatches = ({patches: files, project, source, basePatches}: Request): Sides => {
	if (files.length === 0) {
		throw new UsageError(
			'nothing to validate',
			'Give a patch: netlock validate PATCH…; or two builds: --before A --after B',
		);
	}
	const patches = files.map(readPatch);
	const base = basePatches.map(readPatch);
	const patched = project ?? projectOf(patches);
	return {
		project: patched,
		patches,
		before: parseSource(patched, source, base),
		after: parseSource(patched, source, [...base, ...patches]),
	};
};

/** @throws UsageError when an option gives one value to the part that differs, or the builds are of two runtimes */
const parseShared = (
	{project, before, after}: Sides,
	{runtime, criu, libcriu = []}: Request,
): Pick<Question, 'runtime' | 'criu' | 'libcrius' | 'hasSample'> => {
	const [option, value] = project === 'criu' ? ['--criu', criu] : ['--runtime', runtime];
	if (value !== undefined) {
		throw new UsageError(
			`${option} ${value}: the two builds of ${project} are what is compared`,
			`Leave ${option} out`,
		);
	}
	const [name, ...others] = new Set([before, after].map(side => side.runtime ?? 'crun'));
	if (others.length > 0) throw new UsageError(`--before and --after: ${name} and ${others} cannot be compared`);
	return {
		runtime: parseRuntime((project === 'criu' ? runtime : name) ?? 'crun'),
		criu: parseCriu(criu ?? 'package'),
		libcrius: libcriu.length === 0 ? [packagedLibcriu] : libcriu.map(parseLibcriu),
		hasSample: hasSample(libcriu),
	};
};

/** @throws UsageError */
export const questionOf = (request: Request): Question => {
	const {images, locks, scenarios, all, repeat, before, after} = request;
	const sides = before === undefined && after === undefined ? sidesOfPatches(request) : sidesOfBuilds(request);
	const shared = parseShared(sides, request);
	return {
		...sides,
		...shared,
		selection: {images: images.length === 0 ? [defaultImage] : [...images], scenarios, locks},
		reports: reportsNamedBy(sides.patches, sides.project),
		all,
		repeat,
		leftOut: [
			...(images.length === 0 ? [`images other than ${defaultImage}; --image names more`] : []),
			...(sides.project === 'criu' && shared.runtime.id === 'crun' ? ['runc; --runtime runc runs it'] : []),
		],
	};
};
