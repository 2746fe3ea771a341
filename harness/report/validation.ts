// Renders the verdict on a patch: as text for a terminal, and as Markdown for its pull request.
import type {CellResult} from '../model/cell-result.ts';
import {
	type CellChange,
	type CellRounds,
	type ChangedCell,
	cellChanges,
	type PatchVerdict,
	totalOf,
	type Validation,
} from '../results/validation.ts';
import {counted} from '../support/counted.ts';
import {printable} from '../support/printable.ts';
import {causeChangeLines} from './causes.ts';
import {describeHost, describePeer} from './describe-evidence.ts';
import {code, escapeMarkdown, table} from './markdown-text.ts';
import {describeLayer, operationLayers} from './operation-layers.ts';
import {cellVerdict} from './verdict.ts';

const marks: Record<PatchVerdict, string> = {
	validated: '✅ validated',
	'not fixed': '❌ not fixed',
	regresses: '❌ regresses',
	inconclusive: '❔ inconclusive',
};

const titles: Partial<Record<CellChange, string>> = {
	regressed: 'regressed: passed without the patch, fail with it',
	fixed: 'fixed: failed without the patch, pass with it',
	'failed otherwise': 'fail otherwise than without the patch',
	'still fails': 'fail with and without the patch',
	flaky: 'flaky: pass and fail in one build',
	trouble: 'undecided: a round broke, or the cell could not be run in one build',
};

/**
 * Whether the cell fails in both builds with a known issue that the patch does not name. The verdict does not depend on
 * it.
 */
const isOld = ({kind, explained}: ChangedCell): boolean => kind === 'still fails' && explained;

/** `nft-comments-are-lost (4), …` */
const oldIssues = ({cells}: Validation): string => {
	const groups = Object.groupBy(cells.filter(isOld), ({after}) => after?.worst.knownIssue?.id ?? 'unknown');
	return Object.entries(groups)
		.map(([id, group]) => `${id} (${group?.length})`)
		.join(', ');
};

const ofKind = ({cells}: Validation, kind: CellChange): ChangedCell[] => cells.filter(each => each.kind === kind);

/** How many cells of a kind are listed. A terminal shows few, so that the verdict stays visible. */
const listed = 20;
const listedCompact = 5;

const roundsText = (rounds: CellRounds | undefined): string => {
	if (rounds === undefined) return 'not run';
	const {pass = 0, fail = 0} = rounds.counts;
	const total = totalOf(rounds.counts);
	return pass === total ? `passed ${total} of ${total}` : `failed ${fail} of ${total}`;
};

const whyBad = (rounds: CellRounds | undefined): string | undefined =>
	rounds && rounds.worst.outcome !== 'pass' ? cellVerdict(rounds.worst) : undefined;

/** The round that shows what changed. */
const shownRound = ({kind, before, after}: ChangedCell): CellResult | undefined =>
	(kind === 'regressed' ? after : before)?.worst ?? after?.worst;

/** The reasons of a failure: those of both builds if they differ. */
const reasons = (cell: ChangedCell): string[] => {
	if (cell.kind === 'failed otherwise') {
		return [`without: ${whyBad(cell.before)}`, `with: ${whyBad(cell.after)}`];
	}
	const round = shownRound(cell);
	return round && round.outcome !== 'pass' ? [cellVerdict(round)] : [];
};

const explained = ({kind, before, after, tied, explained: isKnown}: ChangedCell): string => {
	const was = before?.worst.knownIssue;
	const is = after?.worst.knownIssue;
	const named = tied ? 'named by the patch' : undefined;
	if (kind === 'failed otherwise' && isKnown) {
		const past = was ? `gets past ${was.id}` : 'gets past its failure';
		return [`${past}, now fails as known issue ${is?.id} says`, named].filter(Boolean).join(', ');
	}
	return [was && `known issue ${was.id}`, named].filter(Boolean).join(', ');
};

const counts = (validation: Validation): string =>
	cellChanges
		.map(kind => ({kind, count: kind === 'untried' ? validation.untried : ofKind(validation, kind).length}))
		.filter(({count}) => count > 0)
		.map(({kind, count}) => `${count} ${kind}`)
		.join(', ');

const ranInBoth = ({cells, untried}: Validation): string => {
	const ran = cells.filter(({kind}) => kind !== 'unrun').length;
	return `${ran} of ${counted(cells.length + untried, 'cell')} ran with and without the patch`;
};

const runLines = (validation: Validation): string[] => {
	const {before, after, untried, leftOut, projectFile} = validation;
	const old = oldIssues(validation);
	return [
		ranInBoth(validation),
		`without: ${before}`,
		`with: ${after}`,
		...validation.parts,
		...(old === '' ? [] : [`fails with and without it, as known issues say: ${old}`]),
		...(untried === 0
			? []
			: [`left out: ${counted(untried, 'cell')} that passed without the patch; --all runs these with it too`]),
		...leftOut.map(each => `left out: ${each}`),
		...(projectFile ? [`from ${projectFile.file}: ${projectFile.settings.join(' ') || 'nothing'}`] : []),
	];
};

const causeLines = ({causes = []}: Validation) => causeChangeLines(causes, ['without the patch', 'with the patch']);

/** Causes and the verdict come last. `report`: path of the Markdown file. `verbose`: every cell. */
export const renderValidation = (
	validation: Validation,
	{verbose = false, report}: {verbose?: boolean; report?: string} = {},
): string => {
	const most = verbose ? validation.cells.length : listedCompact;
	const shown = cellChanges.filter(kind => titles[kind] !== undefined && ofKind(validation, kind).length > 0);
	const blocks = shown.map(kind => {
		const cells = ofKind(validation, kind).filter(cell => !isOld(cell));
		if (cells.length === 0) return [];
		const rest = cells.length - most;
		return [
			`${titles[kind]}`,
			...cells.slice(0, most).flatMap(cell => {
				const note = explained(cell);
				return [
					`  ${cell.cell}`,
					`    without: ${roundsText(cell.before)}; with: ${roundsText(cell.after)}${note === '' ? '' : `  (${note})`}`,
					...reasons(cell).map(reason => `    ${reason}`),
				];
			}),
			...(rest > 0 ? [`  and ${rest} more`] : []),
		];
	});
	const causes = causeLines(validation).flatMap(({title, account}) => [`  ${title}`, `    ${account}`]);
	const lead = causes.length === 0 ? [] : ['causes', ...causes];
	const verdict = [
		...(report === undefined ? [] : [`For a pull request: ${report}`]),
		`${validation.verdict.toUpperCase()}: ${validation.because}`,
	];
	return `${[...blocks, runLines(validation), lead, verdict]
		.filter(lines => lines.length > 0)
		.map(lines => lines.map(printable).join('\n'))
		.join('\n\n')}\n`;
};

/** Paths of this machine, which a pull request must not show. */
const machinePath = /(^|[\s=@:'"])(?:~?\/|\.\.?\/)(?:[^\s,'"/]+\/)*(?=[^\s,'"/])/g;
const withoutFolders = (command: string): string => command.replaceAll(machinePath, '$1');
const hasFolders = (command: string): boolean => command.search(machinePath) >= 0;

const operationRows = ({evidence}: CellResult): string[][] =>
	(evidence?.operations ?? []).map(operation => [
		operation.operation,
		...operationLayers.map(layer => escapeMarkdown(describeLayer[layer](operation) ?? '')),
	]);

/** One build's side of a cell: its verdict, then its evidence layer by layer. */
const side = (title: string, rounds: CellRounds | undefined): string[] => {
	if (rounds === undefined) return [];
	const {worst} = rounds;
	const rows = operationRows(worst);
	const causes = (worst.evidence?.operations ?? []).flatMap(({cause}) => cause ?? []);
	return [
		`**${title}**: ${escapeMarkdown(roundsText(rounds))}. ${escapeMarkdown(cellVerdict(worst))}`,
		...(rows.length === 0 ? [] : [table(['operation', ...operationLayers], rows)]),
		...(worst.evidence?.peer ? [`Peer ${escapeMarkdown(describePeer(worst.evidence.peer))}`] : []),
		...(causes.length === 0 ? [] : [`CRIU's log: ${causes.slice(0, 3).map(code).join('<br>')}`]),
		...(worst.reproduce === undefined || hasFolders(worst.reproduce) ? [] : [`Reproduce: ${code(worst.reproduce)}`]),
	];
};

const evidenceOf = (cell: ChangedCell | undefined): string[] => {
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

/** Cells that get a row, the strongest change first; cells that the patch names come before others. */
const rowsOf = ({cells}: Validation): ChangedCell[] =>
	cells
		.filter(cell => titles[cell.kind] !== undefined && !isOld(cell))
		.sort((a, b) => cellChanges.indexOf(a.kind) - cellChanges.indexOf(b.kind) || Number(b.tied) - Number(a.tied));

/** The warning that code under test runs as root beside its own evidence. */
const trust =
	'The verdict holds for code that does not try to deceive: a build under test runs as root in its sandbox, and can change the evidence.';

export const validationMarkdown = (validation: Validation): string => {
	const {verdict, because, netlock, command, repeat, patches} = validation;
	const cells = rowsOf(validation);
	const rows = cells
		.slice(0, listed)
		.map(cell => [
			cell.kind,
			code(cell.cell),
			escapeMarkdown(roundsText(cell.before)),
			escapeMarkdown(roundsText(cell.after)),
			escapeMarkdown([...reasons(cell), explained(cell)].filter(Boolean).join('; ')),
		]);
	return [
		`**${marks[verdict]}**: ${escapeMarkdown(because)}.`,
		...causeLines(validation).map(({title, account}) => `- **${escapeMarkdown(title)}** (${escapeMarkdown(account)})`),
		...(patches.length === 0 ? [] : [`Patch: ${patches.map(code).join(', ')}`]),
		...(rows.length === 0 ? [] : [table(['', 'cell', 'without', 'with', 'what was seen'], rows)]),
		...(cells.length > listed ? [`and ${cells.length - listed} more`] : []),
		...evidenceOf(cells[0]),
		trust,
		[
			'<details><summary>What was run</summary>',
			`${escapeMarkdown(counts(validation))}. Cells that differ, or fail unexplained, were run ${repeat} times in both builds, the others once.`,
			...runLines(validation).map(line => `- ${escapeMarkdown(line)}`),
			escapeMarkdown(`netlock ${netlock}; ${describeHost(validation)}`),
			code(withoutFolders(command)),
			'</details>',
		].join('\n\n'),
		'',
	].join('\n\n');
};
