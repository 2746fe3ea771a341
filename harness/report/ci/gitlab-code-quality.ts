// gl-code-quality-report.json, for GitLab's code quality widget: an entry for each cell that fails the run.
import type {CellResult} from '../../model/cell-result.ts';
import type {Results} from '../../model/results.ts';
import {sha256} from '../../support/sha256.ts';
import {cellVerdict} from '../verdict.ts';
import {inertLine} from './inert.ts';

/** A value that stays the same for the same failure in the same cell. GitLab compares branches by it. */
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
