// Answers the main question for each image and runtime: does checkpoint/restore work when no lock is asked for?
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {shortVersion} from './builds.ts';
import {type AxisValue, countStatuses, toMatrix} from './matrix.ts';
import {type Status, statusOf} from './status.ts';

export const headlineQuestion = 'Does checkpoint/restore work with no explicit lock?';

/** `unknown`: a cell could not run, or ended with `error`, so neither yes nor no is proven. */
export type Answer = 'yes' | 'known failure' | 'no' | 'unknown';

/** The mark of each answer. */
export const answerStatus: Record<Answer, Status> = {
	yes: 'pass',
	'known failure': 'known failure',
	no: 'fail',
	unknown: 'miss',
};

export type HeadlineEntry = {
	runtime: string;
	/** The version that `--version` printed there, without the name. */
	version: string | undefined;
	/** The CRIU under test, if it is not the image's own. */
	criu: {version: string; defaultLock: string} | undefined;
	answer: Answer;
	/** Cells that passed, among those that apply (all except `skip`). */
	passed: number;
	applicable: number;
	/** The first cell that decided the answer. Absent for `yes`. */
	decisive: CellResult | undefined;
};

export type HeadlineRow = {
	image: AxisValue;
	criu: string | undefined;
	/** Lock that a plain dump recorded, or why it is unknown. */
	defaultLock: string;
	entries: HeadlineEntry[];
};

/**
 * Counts every core cell with lock `unset`: a runtime that fails one of them does not simply work. Other scenarios
 * check crashes, spellings and the like, and do not answer this question. In a run without core scenarios, all cells
 * count.
 */
export const headline = (results: Results): HeadlineRow[] => {
	const {images, runtimes} = toMatrix(results);
	const core = new Set(results.scenarios.filter(each => each.core).map(({id}) => id));
	const cells = results.cells.filter(({scenario}) => core.size === 0 || core.has(scenario));
	return images.map(image => {
		const facts = results.images.find(({id}) => id === image.id)?.facts;
		return {
			image,
			criu: facts?.criu.version,
			defaultLock: facts === undefined ? 'not measured' : (facts.criu.defaultLock ?? 'not measurable'),
			entries: runtimes.map(({id: runtime}) => {
				const build = results.builds.find(({id}) => id === runtime);
				const version = build?.versions[image.id];
				const criu = build?.criu?.facts[image.id];
				return {
					runtime,
					version: version && shortVersion(version),
					criu: criu && {version: criu.version, defaultLock: criu.defaultLock ?? 'not measurable'},
					...answer(cells.filter(cell => isUnset(cell, image.id, runtime))),
				};
			}),
		};
	});
};

const isUnset = (cell: CellResult, image: string, runtime: string): boolean =>
	cell.lock === 'unset' && cell.image === image && cell.runtime === runtime;

const answer = (cells: CellResult[]): Pick<HeadlineEntry, 'answer' | 'passed' | 'applicable' | 'decisive'> => {
	const counts = countStatuses(cells);
	const applicable = cells.length - counts.skip;
	const passed = counts.pass + counts['unexpected pass'];
	const first = (...wanted: Status[]) => cells.find(cell => wanted.includes(statusOf(cell)));
	const failed = first('fail');
	const known = first('known failure');
	const unseen = first('error', 'miss');
	const found = {passed, applicable, decisive: failed ?? known ?? unseen};
	if (failed) return {...found, answer: 'no'};
	if (known) return {...found, answer: 'known failure'};

	return {...found, answer: unseen || passed === 0 ? 'unknown' : 'yes'};
};
