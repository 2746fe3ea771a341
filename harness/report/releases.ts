// releases.md: builds of a runtime × builds of CRIU, a cell of the table for each pair: what works, and why the rest
// does not. Only for runs of commits of a repository.
import type {BuildResult} from '../model/build-result.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {escapeMarkdown, link, table} from './markdown-text.ts';

/** A column's name is `RUNTIME`, followed by `+` and each other part that is not the image's: CRIU, libcriu or both. */
const criuOf = ({id}: BuildResult): string => id.split('+').slice(1).join(' + ') || 'the image’s CRIU';
const runtimeOf = ({id}: BuildResult): string => id.split('+')[0] ?? id;

/** Why a cell fails: the known issue, or the cause. */
const whyOf = ({causes = []}: Results, cell: CellResult): string => {
	const {knownIssue, reason = 'no reason'} = cell;
	if (knownIssue) return `${link(knownIssue.id, knownIssue.bug)}: ${escapeMarkdown(knownIssue.reason)}`;
	const cause = causes.find(({id, builds}) => id === cell.cause && builds.includes(cell.runtime));
	return `**not known:** ${escapeMarkdown(cause?.title ?? reason)}`;
};

/** How many cells pass, and how many fail for each reason. */
const pairOf = (results: Results, cells: readonly CellResult[], reasons: readonly string[]): string => {
	const count = (wanted: CellResult['outcome'], unexpected?: boolean): CellResult[] =>
		cells.filter(cell => cell.outcome === wanted && (unexpected === undefined || cell.unexpected === unexpected));
	const because = (of: readonly CellResult[]): string =>
		[...new Set(of.map(cell => reasons.indexOf(whyOf(results, cell)) + 1))]
			.sort((a, b) => a - b)
			.map(number => `(${number})`)
			.join(' ');
	const [passed, known, unknown] = [count('pass'), count('fail', false), count('fail', true)];
	const [broken, missing] = [count('error'), count('miss')];
	return [
		...(passed.length > 0 ? [`✅ ${passed.length}`] : []),
		...(known.length > 0 ? [`🔸 ${known.length} ${because(known)}`] : []),
		...(unknown.length > 0 ? [`❌ ${unknown.length} ${because(unknown)}`] : []),
		...(broken.length > 0 ? [`❗ ${broken.length}`] : []),
		...(missing.length > 0 ? [`❔ ${escapeMarkdown(missing[0]?.reason ?? '')}`] : []),
	].join('<br>');
};

const tableOf = (results: Results, image: string, reasons: readonly string[]): string => {
	const runtimes = [...new Set(results.builds.map(runtimeOf))];
	const crius = [...new Set(results.builds.map(criuOf))];
	const rows = runtimes.map(runtime => [
		escapeMarkdown(runtime),
		...crius.map(criu => {
			const build = results.builds.find(each => runtimeOf(each) === runtime && criuOf(each) === criu);
			return pairOf(
				results,
				results.cells.filter(cell => cell.image === image && cell.runtime === build?.id),
				reasons,
			);
		}),
	]);
	return table(['', ...crius.map(escapeMarkdown)], rows);
};

/** Undefined when no build of the run is a commit of a repository. */
export const renderReleases = (results: Results): string | undefined => {
	const {builds, cells, host, run} = results;
	if (!builds.some(({source, criu, libcriu}) => [source, criu?.source, libcriu?.source].includes('commit')))
		return undefined;
	const images = [...new Set(cells.map(({image}) => image))];
	const failed = cells.filter(({outcome}) => outcome === 'fail');
	const reasons = [
		...new Set(
			failed.toSorted((a, b) => Number(b.unexpected) - Number(a.unexpected)).map(cell => whyOf(results, cell)),
		),
	];
	return [
		'# Releases against releases',
		`Measured by netlock ${escapeMarkdown(run.netlock)} on ${run.finished.slice(0, 10)}, kernel ${escapeMarkdown(host.kernel)}, ${escapeMarkdown(host.arch)}.\nA row is a build of a runtime, a column a build of CRIU with its library, or of that library alone.`,
		'- ✅: how many cells pass.\n- 🔸: how many fail as a known issue says, with the numbers of the reasons.\n- ❌: how many fail without a known issue.\n- ❗: netlock cannot tell.\n- ❔: the build is unavailable there.',
		...images.flatMap(image => [`## ${escapeMarkdown(image)}`, tableOf(results, image, reasons)]),
		...(reasons.length > 0 ? ['## Why not', reasons.map((why, index) => `${index + 1}. ${why}`).join('\n')] : []),
		'',
	].join('\n\n');
};
