// Makes causes from cells: cells of one build with the same finding have one cause. Readers mend causes, not cells.
import {layers} from '../../model/axes.ts';
import type {BuildResult} from '../../model/build-result.ts';
import type {Cause, Party} from '../../model/cause.ts';
import type {CellResult} from '../../model/cell-result.ts';
import type {Results} from '../../model/results.ts';
import {sha256} from '../../support/sha256.ts';
import type {Finding, Setting} from './finding.ts';
import {narrow} from './narrow.ts';
import {firstInOperations} from './operation-findings.ts';
import {byReason} from './reason-findings.ts';
import {titleOf} from './title.ts';

type Source = Pick<Results, 'cells' | 'images' | 'builds'>;
type Found = {cell: CellResult; finding: Finding};

const buildOf = ({builds}: Source, {runtime}: CellResult): BuildResult | undefined =>
	builds.find(({id}) => id === runtime);

const factsIn = ({images}: Source, image: string) => images.find(({id}) => id === image)?.facts;

/** The part of the build to blame. Cells of builds that share the part share the cause. */
const partOf = (party: Party, source: Source, cell: CellResult): string => {
	const [runtime, ...others] = cell.runtime.split('+');
	const criu = others.find(each => each.startsWith('criu@'));
	if (party === 'runtime') return runtime ?? '';
	if (party !== 'CRIU') return '';
	return buildOf(source, cell)?.criu === undefined ? '' : (criu ?? runtime ?? '');
};

/** Parts of builds whose CRIU records another lock than it is asked for. */
type Misrecording = ReadonlySet<string>;

const settingOf = (source: Source, cell: CellResult, misrecording: Misrecording): Setting => {
	const build = buildOf(source, cell);
	const criu = build?.criu?.facts[cell.image] ?? factsIn(source, cell.image)?.criu;
	const [name = cell.runtime] = cell.runtime.split(/[@+]/);
	// The default lock was measured by a record. If the records are wrong, only the lock in the kernel shows it.
	const held = misrecording.has(partOf('CRIU', source, cell)) ? criu?.heldLock : undefined;
	return {cell, runtime: build?.runtime ?? name, defaultLock: held ?? criu?.defaultLock};
};

/** Cells that belong to a cause: failures, known ones included, errors, and unexpected passes. */
const isBad = ({outcome, unexpected}: CellResult): boolean =>
	outcome === 'fail' || outcome === 'error' || (outcome === 'pass' && unexpected);

const findAll = (source: Source, misrecording: Misrecording = new Set()): Found[] =>
	source.cells.filter(isBad).map(cell => {
		const setting = settingOf(source, cell, misrecording);
		return {cell, finding: firstInOperations(setting) ?? byReason(setting)};
	});

/**
 * Cells that ask for a lock show whether CRIU's records are wrong. If they are, this looks again at all cells: those
 * that leave the lock to CRIU then have the same cause.
 */
const findingsOf = (source: Source): Found[] => {
	const found = findAll(source);
	const wrong = found.filter(({finding: {layer, kind}}) => layer === 'record' && kind === 'another lock');
	if (wrong.length === 0) return found;
	return findAll(source, new Set(wrong.map(({cell}) => partOf('CRIU', source, cell))));
};

/** The most letters of a message in an id. */
const longest = 60;

const slug = (text: string): string => {
	const words = text
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '-')
		.replaceAll(/^-|-$/g, '');
	return words.length <= longest ? words : `${words.slice(0, longest)}-${sha256(text).slice(0, 8)}`;
};

/** Findings that one place in the code causes for dumps and restores: a wrong request, or a wrong unlock. */
const isOfAnyOperation = ({layer, kind}: Finding): boolean => layer === 'request' || kind.startsWith('lock left ');

/** The id of a cause, such as `crun/request/another-lock` or `criu/restore/kernel/nothing-to-unlock`. */
const identityOf = (finding: Finding): string => {
	const {party, name, layer, operation, kind} = finding;
	const where = isOfAnyOperation(finding) ? undefined : operation;
	return [slug(party === 'image' ? party : name), where, layer, slug(kind)]
		.filter(each => each !== undefined)
		.join('/');
};

/**
 * The best example: a cell whose verdict is the cause, with the fewest operations. The name decides ties, so that the
 * choice is stable.
 */
const exemplarOf = (found: readonly Found[]): CellResult | undefined => {
	const rank = ({cell, finding}: Found): number[] => [
		cell.unexpected ? 0 : 1,
		cell.outcome === 'fail' ? 0 : 1,
		cell.layer === finding.layer ? 0 : 1,
		cell.evidence?.operations.length ?? 99,
	];
	const [best] = found.toSorted((a, b) => {
		const [left, right] = [rank(a), rank(b)];
		const at = left.findIndex((value, index) => value !== right[index]);
		return at === -1 ? (a.cell.id < b.cell.id ? -1 : 1) : (left[at] ?? 0) - (right[at] ?? 0);
	});
	return best?.cell;
};

const distinct = <Value>(values: readonly Value[]): Value[] => [...new Set(values)].sort();

const toCause = (id: string, found: readonly Found[], source: Source): Cause => {
	const cells = found.map(({cell}) => cell);
	const findings = found.map(({finding}) => finding);
	const [{party, name, layer}] = findings as [Finding, ...Finding[]];
	const ids = new Set(cells.map(cell => cell.id));
	const part = partOf(party, source, cells[0] as CellResult);
	const free = source.cells
		.filter(({id: other, outcome}) => outcome === 'pass' && !ids.has(other))
		.filter(cell => party === 'runtime' || partOf(party, source, cell) === part);
	return {
		id,
		title: titleOf(findings),
		party,
		name,
		builds: distinct(cells.map(({runtime}) => runtime)),
		...(layer !== undefined && {layer}),
		operations: distinct(findings.flatMap(({operation}) => operation ?? [])),
		expected: distinct(findings.map(({expected}) => expected)),
		seen: distinct(findings.map(({seen}) => seen)),
		cells: [...ids].sort(),
		unexpected: cells.filter(({unexpected}) => unexpected).length,
		knownIssues: distinct(cells.flatMap(({knownIssue, unexpected}) => (unexpected ? [] : (knownIssue?.id ?? [])))),
		untouched: narrow(cells, free, image => factsIn(source, image)),
		exemplar: exemplarOf(found)?.id ?? '',
	};
};

/** How strong the evidence of a cause is: request and record name a culprit, behaviour does not. */
const strength = ({layer, party}: Cause): number => {
	if (party === 'harness' || party === 'machine') return layers.length + 1;
	return layer === undefined ? layers.length : layers.indexOf(layer);
};

/**
 * A symptom (a lost connection, a failure, an error, an unexpected pass) may be a consequence of a cause that was seen
 * in the same build and image with the same lock. The cells cannot prove it, so the report says "possible".
 */
const withPossible = (causes: readonly Cause[], cells: ReadonlyMap<string, CellResult>): Cause[] => {
	const settings = ({cells: ids}: Cause) =>
		new Set(ids.flatMap(id => cells.get(id) ?? []).map(({image, runtime, lock}) => [image, runtime, lock].join('/')));
	/** A cell without an operation shows nothing about operations. */
	const wasRun = ({cells: ids}: Cause) => ids.some(id => (cells.get(id)?.evidence?.operations.length ?? 0) > 0);
	const isFelt = ({layer}: Cause) => layer === undefined || layer === 'behaviour' || layer === 'exit';
	const isSeen = (cause: Cause) =>
		cause.unexpected > 0 && (!isFelt(cause) || cause.id.endsWith('failure-not-reported'));
	return causes.map(cause => {
		if (!isFelt(cause) || isSeen(cause) || !wasRun(cause) || cause.unexpected === 0) return cause;
		const own = settings(cause);
		const [stronger] = causes
			.filter(each => isSeen(each) && [...own].every(setting => settings(each).has(setting)))
			.sort((a, b) => strength(a) - strength(b) || b.cells.length - a.cells.length);
		return stronger === undefined ? cause : {...cause, possibly: stronger.id};
	});
};

/** Unexpected causes first, those with most cells on top. Possible consequences come last. */
const inOrder = (a: Cause, b: Cause): number =>
	Number(a.unexpected === 0) - Number(b.unexpected === 0) ||
	Number(a.possibly !== undefined) - Number(b.possibly !== undefined) ||
	b.unexpected - a.unexpected ||
	(`${a.id} ${a.builds[0]}` < `${b.id} ${b.builds[0]}` ? -1 : 1);

export const causesOf = (source: Source): Cause[] => {
	const found = findingsOf(source).map(each => ({...each, id: identityOf(each.finding)}));
	const groups = Map.groupBy(found, ({id, finding, cell}) => `${id} ${partOf(finding.party, source, cell)}`);
	const causes = [...groups.values()].map(group => toCause(group[0]?.id ?? '', group, source));
	const byId = new Map(source.cells.map(cell => [cell.id, cell]));
	return withPossible(causes, byId).sort(inOrder);
};

/** Adds the causes to results, and to each cell the id of its cause. */
export const withCauses = <R extends Results>(results: R): R => {
	const causes = causesOf(results);
	const ofCell = new Map(causes.flatMap(({id, cells}) => cells.map(cell => [cell, id] as const)));
	const cells = results.cells.map(cell => {
		const id = ofCell.get(cell.id);
		// Most cells of a large run are as they should be, before and after.
		if (id === undefined && cell.cause === undefined) return cell;
		const {cause: _, ...rest} = cell;
		return id === undefined ? rest : {...rest, cause: id};
	});
	return {...results, cells, causes};
};
