// Makes the title of a cause: one line, fit for the title of a bug report.
import type {Finding} from './finding.ts';
import {noLock, nothing} from './request-findings.ts';

const quoted = (values: readonly string[]): string => values.map(each => `\`${each}\``).join(' and ');
const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** `` where `skip` is asked``, or `` where one is asked (`nftables`, `skip`)`` */
const whereAsked = (values: readonly string[]): string =>
	values.length === 1
		? `where ${quoted(values)} is asked`
		: `where one is asked (${values.map(each => quoted([each])).join(', ')})`;

type Pair = Pick<Finding, 'expected' | 'seen'>;

/** `` `skip` where `nftables` is asked``. If several pairs differ, all of them follow in brackets. */
const swapped = (pairs: readonly Pair[], is: string): string => {
	const [wanted, got] = [distinct(pairs.map(({expected}) => expected)), distinct(pairs.map(({seen}) => seen))];
	if (wanted.length === 1) return `${quoted(got)} where ${quoted(wanted)} is ${is}`;
	const [only] = got;
	if (got.length === 1 && only !== undefined)
		return `\`${only}\` whatever is ${is} (${wanted.map(each => quoted([each])).join(', ')})`;
	const each = distinct(pairs.map(({expected, seen}) => `\`${seen}\` for \`${expected}\``));
	return `another lock than is ${is} (${each.join(', ')})`;
};

/** What a runtime sends, against what it is asked. */
const asked = (found: readonly Finding[]): string => {
	const methods = distinct(found.map(({expected}) => expected)).filter(each => each !== nothing);
	const values = distinct(found.map(({seen}) => seen));
	if (methods.length === 0) return `${quoted(values)} where nothing is asked`;
	return values.every(each => each === noLock) ? `no lock ${whereAsked(methods)}` : swapped(found, 'asked');
};

/** `nftables lock`, or `lock` where no method is known. */
const lock = (methods: readonly string[]): string =>
	[distinct(methods).filter(Boolean).join(' and '), 'lock'].filter(Boolean).join(' ');

const where = (operations: readonly string[]): string => distinct(operations).join(' and ');

type Titles = Record<string, (found: readonly Finding[], first: Finding) => string>;

const titles: Titles = {
	'request another lock': (found, {name}) => `${name} sends ${asked(found)}`,
	'exit failure not reported': (found, {name}) =>
		`${name} exits with 0 although the ${where(found.map(({operation}) => operation ?? 'operation'))} failed`,
	'record another lock': found => `CRIU records ${swapped(found, 'asked of it')}`,
	'kernel no lock': found =>
		`CRIU takes no lock where it records ${quoted(distinct(found.map(({expected}) => expected)))}`,
	'kernel another lock': found => `CRIU takes ${swapped(found, 'recorded')}`,
	'kernel lock not exact': (found, {seen}) =>
		`the ${lock(found.map(({expected}) => expected.split(' ')[0] ?? ''))} of CRIU is not exact: ${seen}`,
	'kernel lock left behind': found =>
		`CRIU leaves its ${lock(found.map(({seen}) => seen))} behind after a ${where(found.flatMap(({operation}) => operation ?? []))}`,
	'kernel lock left in its own network namespace': found =>
		`CRIU leaves its ${lock(found.map(({seen}) => seen))} behind in its own network namespace`,
};

export const titleOf = (found: readonly Finding[]): string => {
	const [first] = found;
	if (first === undefined) return '';
	return titles[`${first.layer} ${first.kind}`]?.(found, first) ?? first.title ?? first.seen;
};
