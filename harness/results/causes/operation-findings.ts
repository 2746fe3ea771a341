// Finds what is wrong with one dump or restore, from its evidence alone, layer by layer: request, exit, record, kernel.
// A scenario checks only some layers. Here every operation of every cell is checked on all of them, so that the finding
// is the first thing that went wrong, and not only what the scenario checked.
import {methods, type ObservedLock} from '../../model/axes.ts';
import type {OperationEvidence, RulesetEvidence} from '../../model/evidence.ts';
import {byCriu, byRuntime, type Finding, type Setting} from './finding.ts';
import {ruleForm} from './normal-form.ts';
import {anotherLock, noLock, nothing} from './request-findings.ts';

type Check = (operation: OperationEvidence, setting: Setting) => Finding | undefined;

const isMethod = (lock: string | undefined): boolean => methods.some(method => method === lock);

/** The last `--network-lock METHOD` of the command. Undefined when there is none. */
const askedFor = ({command}: OperationEvidence): string | undefined => {
	const asked = [...command.matchAll(/--network-lock[ =]'?([\w-]+)/g)].at(-1)?.[1];
	return isMethod(asked) ? asked : undefined;
};

/** Whether the value is missing or no method. Scenarios on spelling judge such commands. */
const isMisspelt = (operation: OperationEvidence): boolean =>
	askedFor(operation) === undefined && operation.command.includes('--network-lock');

const request: Check = (operation, setting) => {
	const sent = operation.request;
	const asked = askedFor(operation);
	if (sent === undefined || isMisspelt(operation)) return undefined;
	if (sent === (asked ?? 'absent')) return undefined;
	const seen = sent === 'absent' ? noLock : sent;
	return anotherLock(setting, {operation: operation.operation, expected: asked ?? nothing, seen});
};

/** Whether CRIU's log says that it gave up. */
const gaveUp = ({cause = []}: OperationEvidence): boolean =>
	cause.some(line => /(Dumping|Restoring) FAILED/.test(line));

const exit: Check = (operation, setting) => {
	const nothingWritten = operation.operation === 'checkpoint' && operation.record === undefined;
	if (operation.exit !== 0 || !(gaveUp(operation) || nothingWritten)) return undefined;
	const {operation: name} = operation;
	const [expected, seen] = ['a failure', 'exit 0'];
	return {...byRuntime(setting), layer: 'exit', operation: name, kind: 'failure not reported', expected, seen};
};

/**
 * Methods that CRIU may record: that of the request, if it names one, or that of the cell. A configuration file may
 * override the request.
 */
const toTake = (operation: OperationEvidence, {cell, defaultLock}: Setting): string[] => {
	const asked = cell.lock === 'unset' ? defaultLock : cell.lock;
	const wanted = isMisspelt(operation) ? [operation.request] : [operation.request, asked];
	return wanted.filter(lock => lock !== undefined).filter(isMethod);
};

const record: Check = (operation, setting) => {
	const recorded: ObservedLock | undefined = operation.record;
	const [wanted, ...others] = toTake(operation, setting);
	const isWritten = operation.operation === 'checkpoint' && operation.exit === 0;
	if (!isWritten || recorded === undefined || wanted === undefined) return undefined;
	if ([wanted, ...others].includes(recorded)) return undefined;
	const seen = recorded === 'absent' ? 'no lock' : recorded;
	return {...byCriu, layer: 'record', operation: 'checkpoint', kind: 'another lock', expected: wanted, seen};
};

const locksOf = (rulesets: readonly RulesetEvidence[]): string[] => [...new Set(rulesets.flatMap(({locks}) => locks))];

const at = ({kernel = []}: OperationEvidence, stage: string): RulesetEvidence[] =>
	kernel.filter(each => each.stage === stage);

/**
 * Whether CRIU locked a network namespace as a whole: only then it runs this stage. In its own namespace it locks
 * single connections.
 */
const locksAll = (operation: OperationEvidence): boolean => at(operation, 'network-lock').length > 0;

/** The lock under the dump must be the recorded one. */
const held: Check = operation => {
	const {record: recorded, exit: status} = operation;
	const during = at(operation, 'post-dump');
	const isSeen = locksAll(operation) && during.length > 0;
	if (operation.operation !== 'checkpoint' || status !== 0 || !isSeen || !isMethod(recorded)) return undefined;
	const locks = locksOf(during);
	const wanted = recorded === 'skip' ? [] : [recorded];
	if (locks.length === wanted.length && wanted.every(lock => lock !== undefined && locks.includes(lock))) {
		return undefined;
	}
	const kind = locks.length === 0 ? 'no lock' : 'another lock';
	const [expected, seen] = [recorded ?? '', locks.join(' and ') || 'no lock'];
	return {...byCriu, layer: 'kernel', operation: 'checkpoint', kind, expected, seen};
};

/** Stages at which CRIU holds the network. `after` has differences only if the lock must still be there. */
const holdStages: ReadonlySet<string> = new Set(['post-dump', 'network-unlock', 'after']);

/** Findings about work that CRIU does outside the lock, with any method. */
const orders = [
	[/^the lock was to stay until/, 'lock taken away meanwhile', 'CRIU lets go of its lock while it dumps'],
	[/^the tasks were to be dumped/, 'dumped before the lock', 'CRIU dumps the tasks before it locks the network'],
	[
		/^the tasks were to be restored/,
		'unlocked before the tasks',
		'CRIU unlocks the network before it restores the tasks',
	],
] as const;

/** The lock must have exactly the rules that CRIU writes. */
const exact: Check = ({kernel = [], operation}) => {
	const wrong = kernel.find(({stage, differences}) => differences !== undefined && holdStages.has(stage));
	const [first] = wrong?.differences ?? [];
	if (wrong === undefined || first === undefined) return undefined;
	const order = orders.find(([words]) => words.test(first));
	if (order !== undefined) {
		const [, kind, title] = order;
		return {...byCriu, layer: 'kernel', operation, kind, title, expected: 'under the lock', seen: first};
	}
	const [lock = 'a'] = wrong.locks;
	const [expected, seen] = [`${lock} lock of CRIU’s own`, ruleForm(first)];
	return {...byCriu, layer: 'kernel', operation, kind: 'lock not exact', expected, seen};
};

const objectsOf = (rulesets: readonly RulesetEvidence[]): string => rulesets.flatMap(({objects}) => objects).join();

/**
 * A restore must remove its lock before the container runs again. A lock that then remains may belong to another
 * container of the pod, so this fails only when nothing was removed.
 */
const left: Check = evidence => {
	const {operation} = evidence;
	const still = at(evidence, 'pre-resume').filter(({locks}) => locks.length > 0);
	if (objectsOf(still) !== objectsOf(at(evidence, 'network-unlock'))) return undefined;
	if (still.length === 0) return undefined;
	return {
		...byCriu,
		layer: 'kernel',
		operation,
		kind: 'lock left behind',
		expected: 'no lock',
		seen: locksOf(still).join(' and '),
	};
};

const checks: readonly Check[] = [request, exit, record, held, exact, left];

/** The first finding of all operations, in the order in which they ran. */
export const firstInOperations = (setting: Setting): Finding | undefined => {
	for (const operation of setting.cell.evidence?.operations ?? []) {
		for (const check of checks) {
			const found = check(operation, setting);
			if (found !== undefined) return found;
		}
	}
	return undefined;
};
