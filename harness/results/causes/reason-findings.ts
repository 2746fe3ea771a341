// Finds what is wrong with a cell from its verdict, when no operation's evidence shows it: the reason in normal form.
import type {CellResult} from '../../model/cell-result.ts';
import type {OperationEvidence} from '../../model/evidence.ts';
import {blameForFailure, troubleOf} from './blame.ts';
import {byCriu, byRuntime, type Finding, type Setting} from './finding.ts';
import {normalForm} from './normal-form.ts';
import {requestFinding} from './request-findings.ts';

type Rule = (setting: Setting, reason: string) => Finding | undefined;

const last = ({evidence}: CellResult) => evidence?.operations.at(-1);

/** The failed operation that the verdict quotes, else the last one that failed. */
const failedOperation = ({evidence}: CellResult, reason: string) => {
	const failed = (evidence?.operations ?? []).filter(({exit}) => exit !== 0);
	return failed.find(({cause: [first] = []}) => first !== undefined && reason.includes(first)) ?? failed.at(-1);
};

/** An unexpected pass: no party is to blame, but the known issue can be removed. */
const unexpectedPass: Rule = ({cell}) => {
	if (cell.outcome !== 'pass') return undefined;
	const issue = cell.knownIssue?.id ?? 'the plan';
	return {
		party: 'harness',
		name: 'netlock',
		kind: `${issue} passes`,
		title: `known issue ${issue} does not show any more`,
		expected: `${cell.expected}, as ${issue} says`,
		seen: 'pass',
	};
};

const trouble: Rule = ({cell}, reason) => {
	if (cell.outcome !== 'error') return undefined;
	const words = normalForm(reason);
	return {...troubleOf(reason), kind: words, title: words, expected: 'a verdict', seen: words};
};

/** CRIU misses an image file, although the inventory is in the folder that the runtime was given. */
const anotherFolder: Rule = (setting, reason) => {
	const {record, operation} = last(setting.cell) ?? {};
	const isMissed = /restore(?: in \S+)? fails: .*(?:empty-image|inventory\S*: No such file)/s.test(reason);
	if (!isMissed || operation !== 'restore' || record === undefined) return undefined;
	const [expected, seen] = ['the folder of the checkpoint', 'another folder'];
	const title = `${setting.runtime} restore hands CRIU another folder than that of the checkpoint`;
	return {...byRuntime(setting), layer: 'exit', operation, kind: seen, title, expected, seen};
};

/** What was known before the cell ran: the CRIU under test does not work on this kernel. */
const dumpsNothing: Rule = (_, reason) => {
	const [, why] = /^CRIU \S+ cannot dump anything on kernel \S+: (.+)$/s.exec(reason) ?? [];
	if (why === undefined) return undefined;
	const seen = normalForm(why);
	const title = `CRIU cannot dump anything on this kernel: ${seen}`;
	return {...byCriu, layer: 'exit', operation: 'checkpoint', kind: 'dumps nothing', title, expected: 'exit 0', seen};
};

/** The messages of runc and libcriu when CRIU ends without an answer: it crashed. */
const diedInCriu =
	/\bunixpacket\b.*\b(?:EOF|connection reset)|\bunexpected EOF$|\b(?:checkpointing|restoring) failed -70\b/;

/**
 * An operation that never ended while CRIU worked: a dump ends with its record, a restore when the container runs
 * again.
 */
const hangsInCriu = (operation: OperationEvidence | undefined): boolean => {
	if (operation?.exit !== null || operation.request === undefined) return false;
	if (operation.operation === 'checkpoint') return operation.record === undefined;
	return !(operation.kernel ?? []).some(({stage}) => stage === 'pre-resume');
};

/** `crun checkpoint fails: MESSAGE`, whatever follows. */
const failure: Rule = (setting, reason) => {
	const [, name, message] = /\b(checkpoint|restore)(?: in \S+)? fails: (.+)$/s.exec(reason) ?? [];
	if (setting.cell.layer !== 'exit' || message === undefined) return undefined;
	const operation = name === 'restore' ? 'restore' : 'checkpoint';
	const failed = failedOperation(setting.cell, reason);
	const isCrius = (failed?.cause ?? []).length > 0 || diedInCriu.test(message) || hangsInCriu(failed);
	const who = blameForFailure(setting, message, {isCrius});
	const words = normalForm(message);
	const at = {...who, layer: 'exit', operation} as const;
	// CRIU has several messages for a missing tool. All give one finding.
	if (who.party === 'image') {
		const kind = `image ${who.name}`;
		return {...at, kind, title: `CRIU ${operation} fails in an ${kind}`, expected: 'exit 0', seen: kind};
	}
	const title = `${isCrius ? 'CRIU' : setting.runtime} ${operation} fails: ${words}`;
	return {...at, kind: `fails: ${words}`, title, expected: 'exit 0', seen: words};
};

/** `crun checkpoint succeeds, but was to fail`, when CRIU says that it succeeded too. */
const success: Rule = ({cell}, reason) => {
	const [, name] = /\b(checkpoint|restore) succeeds, but was to fail/.exec(reason) ?? [];
	if (name === undefined || cell.layer !== 'exit') return undefined;
	const operation = name === 'restore' ? 'restore' : 'checkpoint';
	return {
		...byCriu,
		layer: 'exit',
		operation,
		kind: 'succeeds',
		title: `CRIU ${operation} succeeds where it has to fail`,
		expected: 'a failure',
		seen: 'exit 0',
	};
};

const leftBehind: Rule = ({cell}, reason) => {
	const [, where] = /left behind in the (container|sandbox)/.exec(reason) ?? [];
	if (where === undefined) return undefined;
	const operation = last(cell)?.operation ?? 'checkpoint';
	const methods = [/table/.test(reason) ? 'nftables' : '', /chain|jump/.test(reason) ? 'iptables' : ''].filter(Boolean);
	const kind = where === 'container' ? 'lock left behind' : 'lock left in its own network namespace';
	const seen = methods.join(' and ');
	return {...byCriu, layer: 'kernel', operation, kind, expected: 'no lock', seen};
};

/** `the restore was to unlock the nftables lock, but the kernel had no lock`: it is gone too early, whichever it was. */
const nothingToUnlock: Rule = (_, reason) => {
	const [, expected, seen] = /was to unlock the (\w+) lock, but the kernel had (no lock|\w+)/.exec(reason) ?? [];
	if (expected === undefined || seen === undefined) return undefined;
	const kind = seen === 'no lock' ? 'nothing to unlock' : 'another lock';
	const title =
		seen === 'no lock' ? 'the lock is gone before the restore unlocks' : `CRIU restores under ${seen}, not ${expected}`;
	return {...byCriu, layer: 'kernel', operation: 'restore', kind, title, expected, seen};
};

/** In the host's network namespace iptables has no lock where no connection is dropped, and nftables an empty one. */
const noConnection: Rule = (_, reason) => {
	const [, method] = /^while dumped the kernel was to have the (\w+) lock, but had no lock$/.exec(reason) ?? [];
	if (method === undefined) return undefined;
	const [expected, seen] = [`${method} lock of CRIU’s own`, 'no connection was dropped'];
	return {...byCriu, layer: 'kernel', operation: 'checkpoint', kind: 'lock not exact', expected, seen};
};

/** Ways of losing a connection. Chance decides which one occurs, so all give one finding. */
const connectionLost = /connection ended with|no byte flows|bytes (?:came back wrong|were lost)/;

const behaviour: Rule = ({cell}, reason) => {
	if (cell.layer !== 'behaviour') return undefined;
	const operation = last(cell)?.operation;
	const lost = connectionLost.test(reason);
	const words = normalForm(reason)
		.replace(/, but after … ms: /, ', but: ')
		.replace(/: … of … bytes.*$/, '');
	return {
		...byCriu,
		layer: 'behaviour',
		...(operation !== undefined && {operation}),
		kind: lost ? 'connection lost' : words,
		title: lost ? 'an established connection does not survive' : words,
		expected: lost ? 'a connection that goes on' : 'as the scenario says',
		seen: lost ? 'a lost connection' : words,
	};
};

/** One defect occurs with every method, each with its own tables and chains. */
const methodOrObjects = /\b(?:iptables|nftables)\b(?: \([^)]*\))?/g;

const otherwise: Rule = (setting, reason) => {
	const {layer} = setting.cell;
	const words = normalForm(reason);
	const operation = last(setting.cell)?.operation;
	// The quoted text is a rule or a spelling. One defect affects several of them.
	const quoted = words.replaceAll(/`[^`]*`(?:, `[^`]*`)*/g, '`…`');
	const who = layer === 'request' || layer === 'exit' ? byRuntime(setting) : byCriu;
	return {
		...who,
		...(layer !== undefined && {layer}),
		...(operation !== undefined && {operation}),
		kind: layer === 'kernel' || layer === 'record' ? quoted.replaceAll(methodOrObjects, 'METHOD') : quoted,
		title: words,
		expected: 'as the scenario says',
		seen: words,
	};
};

const rules: readonly Rule[] = [
	unexpectedPass,
	trouble,
	requestFinding,
	anotherFolder,
	dumpsNothing,
	failure,
	success,
	leftBehind,
	noConnection,
	nothingToUnlock,
	behaviour,
	otherwise,
];

export const byReason = (setting: Setting): Finding => {
	const {layer, reason: given = 'no reason recorded'} = setting.cell;
	const reason = layer !== undefined && given.startsWith(`${layer}: `) ? given.slice(layer.length + 2) : given;
	for (const rule of rules) {
		const found = rule(setting, reason);
		if (found !== undefined) return found;
	}
	return {party: 'harness', name: 'netlock', kind: 'no reason', expected: 'a verdict', seen: 'none'};
};
