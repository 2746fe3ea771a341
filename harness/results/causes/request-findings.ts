// Finds what is wrong with a request, field by field. One defect can appear as a missing lock, another lock, or an
// unasked lock, depending on what each cell asks. So the field is the identity, and the title names the values.
import {byRuntime, type Finding, type Setting} from './finding.ts';
import {normalForm} from './normal-form.ts';

export const [nothing, noLock] = ['nothing', 'no lock'];

type Values = Pick<Finding, 'expected' | 'seen' | 'operation'>;

export const anotherLock = (setting: Setting, {operation, expected, seen}: Values): Finding => ({
	...byRuntime(setting),
	layer: 'request',
	...(operation !== undefined && {operation}),
	kind: 'another lock',
	expected,
	seen,
});

/** `sent tcp_close = true`, `sent no tcp_close`, `sends tcp_close (52) = true`, and `→ tcp_close (52) = true` of another option. */
const sent = /(?:\bsent|\bsends|→) (?:(no) )?(?!field\b)([a-z]\w+)(?: \(\d+\))?(?: = (\w+))?/;
/** `sends no field 64, where each alone makes it network_lock (64) = nftables` */
const lost = /\bsends no field \d+, where each alone makes it (\w+)/;
/** `tcp_close (52) = true → not there` */
const removed = /: (\w+) \(\d+\) = .* → not there/;

const fieldIn = (reason: string): {name: string; value: string | undefined} | undefined => {
	const [, gone] = lost.exec(reason) ?? removed.exec(reason) ?? [];
	if (gone !== undefined) return {name: gone, value: undefined};
	const [, no, name, value] = sent.exec(reason) ?? [];
	if (name === undefined || (no === undefined && value === undefined)) return undefined;
	return {name, value};
};

/** The last method that was asked for in the words that the reason quotes. */
const askedIn = (reason: string): string =>
	[...reason.matchAll(/--network-lock[ =]'?(iptables|nftables|skip)\b/g)].at(-1)?.[1] ?? nothing;

/** The finding of a verdict that names a field. Undefined when it names none. */
export const requestFinding = (setting: Setting, reason: string): Finding | undefined => {
	const field = setting.cell.layer === 'request' ? fieldIn(reason) : undefined;
	if (field === undefined) return undefined;
	const {name, value} = field;
	if (name === 'network_lock') return anotherLock(setting, {expected: askedIn(reason), seen: value ?? noLock});
	const words = normalForm(reason);
	return {
		...byRuntime(setting),
		layer: 'request',
		kind: `field ${name}`,
		title: words,
		expected: 'as the scenario says',
		seen: words,
	};
};
