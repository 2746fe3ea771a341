// matrix.md: the compatibility matrix as GitHub-flavoured Markdown, for reading there or for a pull request.
import {libcriuVersion} from '../model/libcriu-version.ts';
import type {ImageResult, Results} from '../model/results.ts';
import {driftedImages} from '../results/drift.ts';
import {isFlaky} from '../results/rounds.ts';
import {elapsed, formatDuration} from '../support/duration.ts';
import {bugUrl} from './bug-link.ts';
import {ownRuntimes, partsUnderTest, shortDigest} from './builds.ts';
import {blamed, unexpectedCauses} from './causes.ts';
import {describeHost} from './describe-evidence.ts';
import {groupKnownIssues, groupUnrun, whereabouts} from './groups.ts';
import {answerStatus, headline, headlineQuestion} from './headline.ts';
import {code, escapeMarkdown, link, table} from './markdown-text.ts';
import {type AxisValue, type Matrix, toMatrix} from './matrix.ts';
import {packetsTables} from './packets-table.ts';
import {describeRepeat, describeRounds} from './rounds.ts';
import {appearances, statuses, statusOf} from './status.ts';
import {runVerdict, verdictMark} from './verdict.ts';

const unplanned = '▫️';

/** The sections in order. The first one has the run's title and verdict instead of a heading. */
export const markdownSections = (results: Results): string[] => {
	const matrix = toMatrix(results);
	return [
		title(results),
		section('Causes', causesTable(results)),
		section(headlineQuestion, headlineTable(results, matrix)),
		section('Flaky', flakyTable(results)),
		section('Drift', driftTable(results)),
		section('Matrix', matrixTable(matrix)),
		section('Packets', packetsTables(results.cells)),
		section('Known issues', knownIssuesTable(results)),
		section('Not run', unrunTable(results)),
		section('Unavailable images', missingTable(matrix)),
		section('Images', imagesTable(results)),
		section('Builds under test', buildsTable(results)),
	].filter(Boolean);
};

export const renderMarkdown = (results: Results): string => `${markdownSections(results).join('\n\n')}\n`;

const section = (heading: string, body: string): string => body && `## ${heading}\n\n${body}`;

const title = (results: Results): string => {
	const {run} = results;
	const verdict = runVerdict(results);
	return [
		'# Checkpoint/restore and the network lock',
		`**${verdictMark(verdict)} ${verdict.text}.**`,
		[
			`netlock ${escapeMarkdown(run.netlock)}`,
			`run ${code(run.id)}`,
			`${escapeMarkdown(run.started)}, took ${formatDuration(elapsed(run))}`,
			describeRepeat(results),
			escapeMarkdown(describeHost(results)),
		]
			.filter(each => each !== undefined)
			.join(' · '),
		code(run.command),
		...(run.project ? [`from ${code(run.project.file)}: ${code(run.project.settings.join(' '))}`] : []),
	].join('\n\n');
};

const headlineTable = (results: Results, {runtimes}: Matrix): string => {
	const answers = headline(results);
	if (answers.length === 0) return '';
	const rows = answers.map(({image, criu, defaultLock, entries}) => [
		escapeMarkdown(image.title),
		escapeMarkdown(criu ?? 'unknown'),
		escapeMarkdown(defaultLock),
		...entries.map(({answer, passed, applicable, criu}) => {
			const own = criu && `<br>CRIU ${escapeMarkdown(criu.version)}, ${escapeMarkdown(criu.defaultLock)} by default`;
			return applicable === 0
				? 'not run'
				: `${appearances[answerStatus[answer]].emoji} ${answer} (${passed}/${applicable})${own ?? ''}`;
		}),
	]);
	const header = ['image', 'CRIU', 'its default lock', ...runtimes.map(({id}) => escapeMarkdown(id))];
	return `${table(header, rows)}\n\nIn brackets: core scenarios that pass with an unset lock, of those that apply.`;
};

/** Longer names of runtimes are broken over lines. */
const longestUnbroken = 8;

const matrixTable = (matrix: Matrix): string => {
	const {images, runtimes, locks, scenarios, at, counts} = matrix;
	if (scenarios.length === 0 || images.length === 0) return '';
	const used = statuses.filter(status => counts[status] > 0).toReversed();
	const legend = used.map(status => `${appearances[status].emoji} ${counts[status]} ${status}`).join(' · ');
	const order = `Marks stand for the lock asked for, in this order: **${locks.join(', ')}**`;
	// A name that is broken over lines would not stand beside its marks.
	const grouped = runtimes.every(({id}) => id.length <= longestUnbroken) ? [runtimes] : runtimes.map(each => [each]);
	const rowOf = (scenario: AxisValue, group: AxisValue[], index: number) => [
		index === 0 ? escapeMarkdown(scenario.title) : '',
		group.map(({id}) => escapeMarkdown(id)).join('<br>'),
		...images.map(image =>
			group
				.map(runtime =>
					locks
						.map(lock => at({image: image.id, runtime: runtime.id, lock, scenario: scenario.id}))
						.map(cell => (cell ? appearances[statusOf(cell)].emoji : unplanned))
						.join(''),
				)
				.join('<br>'),
		),
	];
	const rows = scenarios.flatMap(scenario => grouped.map((group, index) => rowOf(scenario, group, index)));
	return [
		legend,
		`${order}; ${unplanned} not planned.`,
		table(['scenario', 'runtime', ...images.map(({id}) => escapeMarkdown(id))], rows),
	].join('\n\n');
};

/** How many cells of one cause are listed. */
const listed = 6;

const causesTable = (results: Results): string => {
	const rows = unexpectedCauses(results).map(({cause, account, cells, status}) => {
		const ids = cells.slice(0, listed).map(({id}) => code(id));
		const rest = cells.length - ids.length;
		return [
			`${appearances[status].emoji} ${cells.length} ${status}`,
			escapeMarkdown(blamed(cause)),
			`**${escapeMarkdown(cause.title)}**<br>${escapeMarkdown(account)}`,
			cause.layer ?? '',
			[...ids, ...(rest > 0 ? [`and ${rest} more`] : [])].join('<br>'),
		];
	});
	return rows.length === 0 ? '' : table(['outcome', 'to blame', 'cause', 'layer', 'cells'], rows);
};

const flakyTable = ({cells}: Results): string => {
	const rows = cells
		.filter(isFlaky)
		.map(cell => [code(cell.id), `${appearances[statusOf(cell)].emoji} ${describeRounds(cell)}`]);
	return rows.length === 0 ? '' : table(['cell', 'rounds'], rows);
};

const driftTable = (results: Results): string => {
	const rows = driftedImages(results).flatMap(({id, drift}) =>
		drift.map(({what, expected, measured}) => [
			code(id),
			...[what, expected, measured].map(each => escapeMarkdown(String(each))),
		]),
	);
	return rows.length === 0 ? '' : table(['image', 'what', 'expected', 'measured'], rows);
};

const knownIssuesTable = (results: Results): string => {
	const rows = groupKnownIssues(results).map(({issue, failing, passing, expired, cells}) => [
		`${escapeMarkdown(issue.id)}<br>${link(issue.bug, bugUrl(issue.bug))}`,
		escapeMarkdown(issue.reason),
		`${failing} fail as known${passing > 0 ? `, ${passing} pass` : ''}`,
		escapeMarkdown(whereabouts(cells, results.cells)),
		`${escapeMarkdown(issue.expires)}${expired ? ' **expired**' : ''}`,
	]);
	return rows.length === 0 ? '' : table(['issue', 'reason', 'cells', 'where', 'until'], rows);
};

const unrunTable = (results: Results): string => {
	const rows = groupUnrun(results).map(group => [
		`${appearances[group.status].emoji} ${group.cells.length} ${group.status}`,
		escapeMarkdown(group.verdict),
		escapeMarkdown(whereabouts(group.cells, results.cells)),
	]);
	return rows.length === 0 ? '' : table(['cells', 'why', 'where'], rows);
};

const missingTable = ({missing}: Matrix): string => {
	const rows = missing.map(({images, reason, cells}) => [
		images.map(({id}) => code(id)).join(', '),
		escapeMarkdown(reason),
		`${appearances.miss.emoji} ${cells} miss`,
	]);
	return rows.length === 0 ? '' : table(['images', 'why', 'cells'], rows);
};

const sum = (digest: string | undefined): string => (digest === undefined ? '' : code(shortDigest(digest)));

const imagesTable = ({images, builds}: Results): string => {
	const runtimes = [...ownRuntimes(builds, '').keys()];
	const row = (image: ImageResult) => {
		const {facts} = image;
		const tools = Object.entries(facts?.tools ?? {});
		const missing = tools.filter(([, present]) => !present).map(([name]) => code(name));
		return [
			escapeMarkdown(image.title),
			code(image.id),
			...runtimes.map(name => escapeMarkdown(ownRuntimes(builds, image.id).get(name) ?? '')),
			escapeMarkdown(facts?.criu.version ?? ''),
			facts ? [escapeMarkdown(libcriuVersion(facts)), sum(facts.criu.libcriu)].filter(Boolean).join('<br>') : '',
			escapeMarkdown(facts ? (facts.criu.defaultLock ?? `not measurable: ${facts.criu.defaultLockError ?? ''}`) : ''),
			facts ? (facts.criu.check.ok ? 'ok' : 'fails') : '',
			facts ? (missing.length === 0 ? 'all tools' : `without ${missing.join(', ')}`) : '',
		];
	};
	const header = [
		'image',
		'id',
		...runtimes.map(escapeMarkdown),
		'CRIU',
		'libcriu',
		'default lock',
		'`criu check`',
		'tools',
	];
	const ready = images.filter(({state}) => state === 'ready');
	return ready.length === 0 ? '' : table(header, ready.map(row));
};

const buildsTable = ({builds}: Results): string => {
	const rows = partsUnderTest(builds).flatMap(({id, from, places}) =>
		places.map(({image, version, defaultLock, digest, source, patchset}) => [
			`${escapeMarkdown(id)}<br>${escapeMarkdown(from)}`,
			code(image),
			escapeMarkdown([version, ...(defaultLock === undefined ? [] : [`${defaultLock} by default`])].join(', ')),
			sum(digest),
			sum(source),
			sum(patchset),
		]),
	);
	return rows.length === 0 ? '' : table(['build', 'image', 'version', 'sha256', 'sources', 'patches'], rows);
};
