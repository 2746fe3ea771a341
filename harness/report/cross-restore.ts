// cross-restore.md: in which image a checkpoint of another image can be restored. Source × destination × lock, from
// results.
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {code, escapeMarkdown, link, table} from './markdown-text.ts';

const marks: Partial<Record<CellResult['outcome'], string>> = {
	pass: '✅',
	fail: '❌',
	error: '❗',
	miss: '❔',
	skip: '➖',
};

type Way = {destination: string; scenario: string};

/**
 * Why a cell fails: the known issue, or the reason without the names of the cell, so that equal failures have equal
 * text.
 */
const whyOf = ({knownIssue, reason = '', scenario}: CellResult): string => {
	if (knownIssue) return `${link(knownIssue.id, knownIssue.bug)}: ${escapeMarkdown(knownIssue.reason)}`;
	return escapeMarkdown(reason.replace(` in ${scenario.replace(/^restore-in-/, '')}`, ''));
};

const markOf = (cell: CellResult | undefined, reasons: readonly string[]): string => {
	if (cell === undefined) return '';
	const mark = marks[cell.outcome] ?? cell.outcome;
	return cell.outcome === 'fail' ? `${mark} (${reasons.indexOf(whyOf(cell)) + 1})` : mark;
};

const placeOf = ({images}: Results, id: string): string => {
	const facts = images.find(image => image.id === id)?.facts;
	if (!facts) return escapeMarkdown(id);
	const {version, defaultLock = 'unknown'} = facts.criu;
	const iptables = facts.tools['iptables-restore'] ? 'iptables' : 'no iptables';
	return `${code(id)}<br>CRIU ${escapeMarkdown(version)}, ${defaultLock} by default, ${iptables}`;
};

const tableOf = (results: Results, runtime: string, ways: readonly Way[], reasons: readonly string[]): string => {
	const cells = results.cells.filter(cell => cell.runtime === runtime);
	const sources = [...new Set(cells.map(({image}) => image))];
	const rows = sources.flatMap(image => {
		const locks = [...new Set(cells.filter(cell => cell.image === image).map(({lock}) => lock))];
		return locks.map(lock => [
			placeOf(results, image),
			code(lock),
			...ways.map(({scenario}) =>
				markOf(
					cells.find(cell => cell.image === image && cell.lock === lock && cell.scenario === scenario),
					reasons,
				),
			),
		]);
	});
	return table(['dumped in', 'lock', ...ways.map(({destination}) => placeOf(results, destination))], rows);
};

/** Undefined when the run had no such scenario. */
export const renderCrossRestore = (results: Results): string | undefined => {
	// Other scenarios with destinations restore in the image of the dump.
	const ways = results.scenarios.flatMap(({id, file, destination}) =>
		destination === undefined || !file.endsWith('/restore-in.ts') ? [] : [{scenario: id, destination}],
	);
	const about = {
		...results,
		cells: results.cells.filter(({scenario}) => ways.some(way => way.scenario === scenario)),
	};
	if (about.cells.length === 0) return undefined;
	const runtimes = [...new Set(about.cells.map(({runtime}) => runtime))];
	const reasons = [...new Set(about.cells.filter(({outcome}) => outcome === 'fail').map(whyOf))];
	const {host, run} = results;
	return [
		'# Where a checkpoint can be restored',
		`Measured by netlock ${escapeMarkdown(run.netlock)} on ${run.finished.slice(0, 10)}, kernel ${escapeMarkdown(host.kernel)}, ${escapeMarkdown(host.arch)}.\nA counting container in a network namespace of its own is dumped in one image and restored in a fresh sandbox of another.\n\n- ✅: the container counts on, and nothing of the lock is left.\n- ❌: the restore fails, for the reason of that number.\n- ➖: the container cannot be dumped there with this lock.`,
		...runtimes.flatMap(runtime => [`## ${escapeMarkdown(runtime)}`, tableOf(about, runtime, ways, reasons)]),
		...(reasons.length > 0 ? ['## Why not', reasons.map((why, index) => `${index + 1}. ${why}`).join('\n')] : []),
		'',
	].join('\n\n');
};
