// releases.md: builds of a runtime × builds of CRIU, a cell of the table for each pair: what works, and why the rest
// does not. Only for runs of commits of a repository.
import type {BuildResult} from '../model/build-result.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {shortVersion} from './builds.ts';
import {code, escapeMarkdown, link, table} from './markdown-text.ts';

/** A column's name is `RUNTIME`, followed by `+` and each other part that is not the image's: CRIU, libcriu or both. */
const criuOf = ({id}: BuildResult): string => id.split('+').slice(1).join(' + ');
const runtimeOf = ({id}: BuildResult): string => id.split('+')[0] ?? id;

const inOrder = new Intl.Collator('en', {numeric: true});

/** Each once, in the order of versions: the image's own has no version in its name, and comes first. */
const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort(inOrder.compare);

/** What is counted of a pair, in the order of the table. A mark has a line in the legend. */
const counts: {mark: string; says: string; counts: (cell: CellResult) => boolean}[] = [
	{mark: '✅', says: 'how many cells pass', counts: ({outcome, unexpected}) => outcome === 'pass' && !unexpected},
	{
		mark: '🔸',
		says: 'how many fail as a known issue says, with the numbers of the reasons',
		counts: ({outcome, unexpected}) => outcome === 'fail' && !unexpected,
	},
	{
		mark: '❌',
		says: 'how many fail without a known issue, or pass in spite of one',
		counts: ({outcome, unexpected}) => (outcome === 'fail' || outcome === 'pass') && unexpected,
	},
	{mark: '❗', says: 'how many netlock cannot judge', counts: ({outcome}) => outcome === 'error'},
	{mark: '❔', says: 'the build is unavailable there', counts: ({outcome}) => outcome === 'miss'},
	{mark: '➖', says: 'how many do not apply', counts: ({outcome}) => outcome === 'skip'},
];

/** Why a cell does not pass: the known issue, the cause, or the reason. */
const whyOf = ({causes = []}: Results, cell: CellResult): string => {
	const {knownIssue, reason = 'no reason', outcome, unexpected} = cell;
	if (outcome === 'miss' || outcome === 'skip') return escapeMarkdown(reason);
	if (knownIssue && outcome === 'fail') {
		return `${link(knownIssue.id, knownIssue.bug)}: ${escapeMarkdown(knownIssue.reason)}`;
	}
	const cause = causes.find(({id, builds}) => id === cell.cause && builds.includes(cell.runtime));
	return unexpected ? `**not known:** ${escapeMarkdown(cause?.title ?? reason)}` : escapeMarkdown(reason);
};

const isPassed = ({outcome, unexpected}: CellResult): boolean => outcome === 'pass' && !unexpected;

/** Every reason once: first what nobody knows, then failures, then builds and cells that did not run. */
const reasonsOf = (results: Results): string[] => {
	const rank = ({outcome, unexpected}: CellResult): number => {
		if (unexpected) return 0;
		return outcome === 'fail' || outcome === 'error' ? 1 : 2;
	};
	const cells = results.cells.filter(cell => !isPassed(cell)).toSorted((a, b) => rank(a) - rank(b));
	return [...new Set(cells.map(cell => whyOf(results, cell)))];
};

const pairOf = (results: Results, cells: readonly CellResult[], reasons: readonly string[]): string =>
	counts
		.flatMap(({mark, counts}) => {
			const counted = cells.filter(counts);
			if (counted.length === 0) return [];
			const numbers = new Set(
				counted.filter(cell => !isPassed(cell)).map(cell => reasons.indexOf(whyOf(results, cell)) + 1),
			);
			const why = [...numbers].sort((a, b) => a - b).map(number => `(${number})`);
			return [[mark, `${counted.length}`, ...why].join(' ')];
		})
		.join('<br>');

/** The image's own CRIU or runtime has its version, for the image may change. */
const withVersion = (name: string, version: string | undefined): string =>
	version === undefined ? name : `${name} ${version}`;

const tableOf = (results: Results, image: string, reasons: readonly string[]): string => {
	const {builds, cells} = results;
	const criuVersion = results.images.find(({id}) => id === image)?.facts?.criu.version;
	const rowName = (runtime: string): string => {
		const own = builds.find(build => runtimeOf(build) === runtime && build.source === 'package')?.versions[image];
		return own === undefined ? runtime : `${withVersion(runtime, shortVersion(own))} (the image’s)`;
	};
	const columnName = (criu: string): string => criu || withVersion('the image’s CRIU', criuVersion);
	const crius = sorted(builds.map(criuOf));
	const rows = sorted(builds.map(runtimeOf)).map(runtime => [
		escapeMarkdown(rowName(runtime)),
		...crius.map(criu => {
			const build = builds.find(each => runtimeOf(each) === runtime && criuOf(each) === criu);
			return pairOf(
				results,
				cells.filter(cell => cell.image === image && cell.runtime === build?.id),
				reasons,
			);
		}),
	]);
	return table(['', ...crius.map(columnName).map(escapeMarkdown)], rows);
};

export const releasesTitle = '# Releases against releases';

export const releasesLegend = [
	'A row is a build of a runtime, a column a build of CRIU with its library, or of that library alone.',
	'',
	...counts.map(({mark, says}) => `- ${mark}: ${says}.`),
].join('\n');

/** The tables of a run and their reasons, as blocks. `heading`: the marks before the headings. */
export const releasesBlocks = (results: Results, heading: string): string[] => {
	const {cells, host, run} = results;
	const reasons = reasonsOf(results);
	const listed = (names: readonly string[]): string => [...new Set(names)].map(code).join(', ');
	const [ran, asked] = [listed(cells.map(({scenario}) => scenario)), listed(cells.map(({lock}) => lock))];
	return [
		`Measured by netlock ${escapeMarkdown(run.netlock)} on ${run.finished.slice(0, 10)}, kernel ${escapeMarkdown(host.kernel)}, ${escapeMarkdown(host.arch)}.\nScenarios: ${ran}; locks: ${asked}.`,
		...[...new Set(cells.map(({image}) => image))].flatMap(image => [
			`${heading} ${escapeMarkdown(image)}`,
			tableOf(results, image, reasons),
		]),
		...(reasons.length > 0
			? [`${heading} Why not`, reasons.map((why, index) => `${index + 1}. ${why}`).join('\n')]
			: []),
	];
};

/** Undefined when no build of the run is a commit of a repository. */
export const renderReleases = (results: Results): string | undefined =>
	results.builds.some(({source, criu, libcriu}) => [source, criu?.source, libcriu?.source].includes('commit'))
		? [releasesTitle, releasesLegend, ...releasesBlocks(results, '##'), ''].join('\n\n')
		: undefined;
