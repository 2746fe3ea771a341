// The verdict on a patch: as text for a terminal, and as Markdown for its pull request.
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {failures, type Judged, type Judgement, type Kind, kinds, type Rounds} from '../results/validation.ts';
import {counted} from '../support/counted.ts';
import {printable} from '../support/printable.ts';
import {describeExit, describeHost, describePeer, describeRequest} from './describe-evidence.ts';
import {code, escapeMarkdown, table} from './markdown-text.ts';
import {cellVerdict} from './verdict.ts';

export type Validation = Judgement & {
	project: string;
	/** `patches: 1, patch set 59046d908d33`, or a binary's path: in words, for people. */
	before: string;
	after: string;
	/** Names of the patches. */
	patches: string[];
	repeat: number;
	/** Cells that were not run with the patch, for they passed without it. */
	untried: number;
	/** What was not looked at besides, in words. */
	leftOut: string[];
	command: string;
	results: Results[];
};

const marks: Record<Judgement['verdict'], string> = {
	validated: '✅ validated',
	'not fixed': '❌ not fixed',
	regresses: '❌ regresses',
	inconclusive: '❔ inconclusive',
};

const titles: Partial<Record<Kind, string>> = {
	regressed: 'regressed: passed without the patch, fail with it',
	fixed: 'fixed: failed without the patch, pass with it',
	'still fails': 'fail with and without the patch',
	flaky: 'flaky: pass and fail in one build',
	trouble: 'netlock could not tell',
};

/** What a known issue explains that the patch does not name: nothing that the verdict is about. */
const isOld = ({kind, explained}: Judged): boolean => kind === 'still fails' && explained;

/** `nft-comments-are-lost (4), …` */
const oldIssues = ({cells}: Judgement): string => {
	const groups = Object.groupBy(cells.filter(isOld), ({after}) => after?.worst.knownIssue?.id ?? 'unknown');
	return Object.entries(groups)
		.map(([id, group]) => `${id} (${group?.length})`)
		.join(', ');
};

const ofKind = ({cells}: Judgement, kind: Kind): Judged[] => cells.filter(each => each.kind === kind);

/** How many of a kind are spelled out. */
const listed = 20;

const roundsText = (rounds: Rounds | undefined): string => {
	if (rounds === undefined) return 'not run';
	const total = Object.values(rounds.counts).reduce((sum, count) => sum + count, 0);
	if ((rounds.counts.pass ?? 0) === total) return `passed ${total} of ${total}`;
	return `failed ${failures(rounds)}`;
};

const whyBad = (rounds: Rounds | undefined): string | undefined =>
	rounds && rounds.worst.outcome !== 'pass' ? cellVerdict(rounds.worst) : undefined;

/** The side of a cell that is the news. */
const telling = ({kind, before, after}: Judged): CellResult | undefined =>
	(kind === 'regressed' ? after : before)?.worst ?? after?.worst;

const explained = ({before, tied}: Judged): string => {
	const issue = before?.worst.knownIssue;
	return [issue && `known issue ${issue.id}`, tied ? 'named by the patch' : undefined].filter(Boolean).join(', ');
};

const counts = (judgement: Judgement): string =>
	kinds
		.map(kind => ({kind, count: ofKind(judgement, kind).length}))
		.filter(({count}) => count > 0)
		.map(({kind, count}) => `${count} ${kind}`)
		.join(', ');

const what = (validation: Validation): string[] => {
	const {before, after, untried, leftOut} = validation;
	const old = oldIssues(validation);
	return [
		`without: ${before}`,
		`with: ${after}`,
		...(old === '' ? [] : [`fails with and without it, as known issues say: ${old}`]),
		...(untried === 0
			? []
			: [`left out: ${counted(untried, 'cell')} that passed without the patch; --all runs these with it too`]),
		...leftOut.map(each => `left out: ${each}`),
	];
};

export const renderValidation = (validation: Validation): string => {
	const told = kinds.filter(kind => titles[kind] !== undefined && ofKind(validation, kind).length > 0);
	const blocks = told.map(kind => {
		const cells = ofKind(validation, kind).filter(cell => !isOld(cell));
		if (cells.length === 0) return [];
		const rest = cells.length - listed;
		return [
			`${titles[kind]}`,
			...cells.slice(0, listed).flatMap(cell => {
				const reason = whyBad(cell.kind === 'regressed' ? cell.after : (cell.before ?? cell.after));
				const note = explained(cell);
				return [
					`  ${cell.cell}`,
					`    without: ${roundsText(cell.before)}; with: ${roundsText(cell.after)}${note === '' ? '' : `  (${note})`}`,
					...(reason === undefined ? [] : [`    ${reason}`]),
				];
			}),
			...(rest > 0 ? [`  and ${rest} more`] : []),
		];
	});
	const verdict = [`${validation.verdict.toUpperCase()}: ${validation.because}`];
	return `${[...blocks, what(validation), verdict]
		.filter(lines => lines.length > 0)
		.map(lines => lines.map(printable).join('\n'))
		.join('\n\n')}\n`;
};

const operationRows = ({evidence}: CellResult): string[][] =>
	(evidence?.operations ?? []).map(operation => [
		operation.operation,
		escapeMarkdown(describeRequest(operation.request) ?? ''),
		escapeMarkdown(describeExit(operation)),
		escapeMarkdown(operation.record ?? ''),
		escapeMarkdown(
			(operation.kernel ?? []).map(({stage, locks}) => `${stage}: ${locks.join(' + ') || 'none'}`).join('; '),
		),
	]);

/** One side of a cell: its verdict, then its evidence layer by layer. */
const side = (title: string, rounds: Rounds | undefined): string[] => {
	if (rounds === undefined) return [];
	const {worst} = rounds;
	const rows = operationRows(worst);
	const causes = (worst.evidence?.operations ?? []).flatMap(({cause}) => cause ?? []);
	return [
		`**${title}**: ${escapeMarkdown(roundsText(rounds))}. ${escapeMarkdown(cellVerdict(worst))}`,
		...(rows.length === 0 ? [] : [table(['operation', 'request', 'exit', 'record', 'kernel'], rows)]),
		...(worst.evidence?.peer ? [`Peer ${escapeMarkdown(describePeer(worst.evidence.peer))}`] : []),
		...(causes.length === 0 ? [] : [`CRIU's log: ${causes.slice(0, 3).map(code).join('<br>')}`]),
		...(worst.reproduce === undefined ? [] : [`Reproduce: ${code(worst.reproduce)}`]),
	];
};

const evidenceOf = (cell: Judged | undefined): string[] => {
	if (cell === undefined) return [];
	return [
		[
			`<details><summary>Evidence: ${escapeMarkdown(cell.cell)}</summary>`,
			...side('without the patch', cell.before),
			...side('with the patch', cell.after),
			'</details>',
		].join('\n\n'),
	];
};

/** Cells that are worth a row, the most telling first: those that the patch is about. */
const rowsOf = ({cells}: Judgement): Judged[] =>
	cells
		.filter(cell => titles[cell.kind] !== undefined && !isOld(cell))
		.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || Number(b.tied) - Number(a.tied));

export const validationMarkdown = (validation: Validation): string => {
	const {verdict, because, results, command, repeat, patches} = validation;
	const cells = rowsOf(validation);
	const rows = cells
		.slice(0, listed)
		.map(cell => [
			cell.kind,
			code(cell.cell),
			escapeMarkdown(roundsText(cell.before)),
			escapeMarkdown(roundsText(cell.after)),
			escapeMarkdown([cellVerdict(telling(cell) ?? ({} as CellResult)), explained(cell)].filter(Boolean).join('; ')),
		]);
	const [first] = results;
	return [
		`**${marks[verdict]}**: ${escapeMarkdown(because)}.`,
		...(patches.length === 0 ? [] : [`Patch: ${patches.map(code).join(', ')}`]),
		...(rows.length === 0 ? [] : [table(['', 'cell', 'without', 'with', 'what was seen'], rows)]),
		...(cells.length > listed ? [`and ${cells.length - listed} more`] : []),
		...evidenceOf(cells[0]),
		[
			'<details><summary>What was run</summary>',
			`${escapeMarkdown(counts(validation))}. Cells that differ, or fail unexplained, were run ${repeat} times in both builds, the others once.`,
			...what(validation).map(line => `- ${escapeMarkdown(line)}`),
			...(first ? [escapeMarkdown(`netlock ${first.run.netlock}; ${describeHost(first)}`)] : []),
			code(command),
			'</details>',
		].join('\n\n'),
		'',
	].join('\n\n');
};
