// Renders a comparison of two runs: as text for a terminal, and as Markdown for a pull request.
import type {CellChange, Comparison, Kind} from '../results/compare.ts';
import {comparedIn, kinds} from '../results/compare.ts';
import {counted} from '../support/counted.ts';
import {printable} from '../support/printable.ts';
import {causeChangeLines} from './causes.ts';
import {code, escapeMarkdown, table} from './markdown-text.ts';
import {statusOf} from './status.ts';
import {cellVerdict} from './verdict.ts';

const meanings: Record<Kind, string> = {
	regressed: 'passed before, fails now, and nothing but the build changed',
	worse: 'passed before, fails now, and not only the build changed, or nothing did',
	fixed: 'failed before, passes now',
	changed: 'another outcome, or another layer',
	added: 'only in the second run',
	removed: 'only in the first run',
	unchanged: 'the same outcome',
};

const ofKind = ({changes}: Comparison, kind: Kind): CellChange[] => changes.filter(each => each.kind === kind);

const transition = ({before, after}: CellChange): string =>
	[before, after].map(cell => (cell ? statusOf(cell) : 'none')).join(' → ');

const unrun = (cell: CellChange['after']): boolean => cell?.outcome === 'skip' || cell?.outcome === 'miss';

const why = ({buildChanged, besides, before, after, kind}: CellChange): string => {
	if (kind === 'added' || kind === 'removed') return '';
	if (unrun(before) || unrun(after)) return 'whether it runs at all';
	const parts = [...(buildChanged ? ['the build'] : []), ...besides];
	return parts.length === 0 ? 'nothing that was measured: flaky?' : parts.join(', ');
};

/** How many cells of a kind are listed. A terminal shows few, so that the verdict stays visible. */
const listed = 20;
const listedCompact = 5;

const comparisonSummary = (comparison: Comparison): string =>
	`both runs have results of ${comparedIn(comparison).length} of ${counted(comparison.changes.length, 'cell')}: ${countsOf(comparison)}`;

const countsOf = (comparison: Comparison): string =>
	kinds
		.map(kind => ({kind, count: ofKind(comparison, kind).length}))
		.filter(({count}) => count > 0)
		.map(({kind, count}) => `${count} ${kind}`)
		.join(', ') || 'no cells';

const causeLines = ({causes}: Comparison) => causeChangeLines(causes, ['in the first run', 'in the second run']);

/** Causes and the verdict come last. `verbose`: every cell. */
export const renderComparison = (comparison: Comparison, verbose = false): string => {
	const most = verbose ? Number.POSITIVE_INFINITY : listedCompact;
	const changedKinds = kinds.filter(kind => kind !== 'unchanged' && ofKind(comparison, kind).length > 0);
	const blocks = changedKinds.map(kind => {
		const changes = ofKind(comparison, kind);
		const rest = changes.length - most;
		return [
			`${kind}: ${meanings[kind]}`,
			...changes.slice(0, most).flatMap(change => {
				const verdict = change.after && change.after.outcome !== 'pass' ? cellVerdict(change.after) : undefined;
				const reason = why(change);
				return [
					`  ${printable(change.id)}  ${transition(change)}`,
					...(verdict === undefined ? [] : [`    ${printable(verdict)}`]),
					...(reason === '' ? [] : [`    changed: ${printable(reason)}`]),
				];
			}),
			...(rest > 0 ? [`  and ${rest} more`] : []),
		].join('\n');
	});
	const all = causeLines(comparison);
	const causes = all.slice(0, most).flatMap(({title, account}) => [`  ${title}`, `    ${account}`]);
	const unsaid = all.length > most ? [`  and ${all.length - most} more`] : [];
	const lead = all.length === 0 ? [] : [['causes:', ...causes, ...unsaid].map(printable).join('\n')];
	const verdict = `${comparison.before} → ${comparison.after}: ${comparisonSummary(comparison)}`;
	return `${[...blocks, ...lead, printable(verdict)].join('\n\n')}\n`;
};

export const comparisonMarkdown = (comparison: Comparison): string => {
	const regressed = ofKind(comparison, 'regressed').length;
	const good = comparedIn(comparison).length > 0 ? '✅ no regression' : '❔ no cell has a result in both runs';
	const verdict = regressed > 0 ? `❌ ${counted(regressed, 'cell')} regressed` : good;
	const rows = comparison.changes
		.filter(({kind}) => kind !== 'unchanged')
		.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
		.map(change => [
			change.kind,
			code(change.id),
			transition(change),
			change.after && change.after.outcome !== 'pass' ? escapeMarkdown(cellVerdict(change.after)) : '',
			escapeMarkdown(why(change)),
		]);
	const header = ['', 'cell', 'before → after', 'verdict', 'what else changed'];
	return [
		`**${verdict}** (${comparisonSummary(comparison)})`,
		`${code(comparison.before)} → ${code(comparison.after)}`,
		...causeLines(comparison)
			.map(({title, account}) => `- **${escapeMarkdown(title)}** (${escapeMarkdown(account)})`)
			.slice(0, listed),
		...(rows.length === 0 ? [] : [table(header, rows)]),
		'',
	].join('\n\n');
};
