// gl-code-quality-report.json, as GitLab's code quality widget takes it: an entry for each cell that fails the run.
import type {CellResult} from '../../model/cell-result.ts';
import type {Results} from '../../model/results.ts';
import {sha256} from '../../support/sha256.ts';
import {cellVerdict} from '../verdict.ts';
import {inertLine} from './inert.ts';

/** What stays the same while the same thing is wrong in the same place: GitLab compares branches by it. */
const fingerprint = ({id, outcome, layer, cause}: CellResult): string => sha256([id, outcome, layer, cause].join('\n'));

export const renderCodeQuality = ({cells, scenarios}: Results): string => {
	const files = new Map(scenarios.map(({id, file}) => [id, file]));
	const entries = cells
		.filter(({unexpected}) => unexpected)
		.map(cell => ({
			description: inertLine(`${cell.id}: ${cellVerdict(cell)}`),
			check_name: inertLine(`netlock/${cell.layer ?? cell.outcome}`),
			fingerprint: fingerprint(cell),
			severity: cell.outcome === 'fail' ? 'major' : 'minor',
			location: {path: inertLine(files.get(cell.scenario) ?? cell.scenario), lines: {begin: 1}},
		}));
	return `${JSON.stringify(entries, null, '\t')}\n`;
};
