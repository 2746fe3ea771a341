// Finds what was done to a sandbox from within. Only the runtime and CRIU under test run there beside netlock's tools, so
// damage is their fault, and a cell that ends for want of evidence is then a failure. A host cannot do any of it.
import {peerSummary} from '../evidence/transcript.ts';
import {tools} from '../sandbox/prepare-sandbox.ts';
import {sandboxLimits} from '../sandbox/privileges.ts';
import {asKnown} from '../support/errors.ts';
import {size} from '../support/size.ts';
import {text} from '../support/text.ts';
import type {CellContext} from './cell-context.ts';
import {Disagreement} from './errors.ts';
import {memoryOf, readMemory} from './out-of-memory.ts';

/**
 * Shell that prints a line for each tool that is gone and each place that is full. Where a place has no limit, it says 0
 * of 0.
 */
export const lookForDamage = `for tool in ${tools.join(' ')}; do
		[ -x "$tool" ] || echo "damage: netlock's own $tool is gone from the sandbox"
	done
	stat -f -c '%n %a %d %b %S %c' /run /cell 2>/dev/null | while read -r place blocks inodes all each most; do
		[ "$blocks" != 0 ] || [ "$all" = 0 ] || echo "full: $place of the sandbox is full: all $((all * each / 1048576)) MiB are used"
		[ "$inodes" != 0 ] || [ "$most" = 0 ] || echo "full: $place of the sandbox is full: it has as many files as it can hold"
	done`;

/**
 * The fault that `lookForDamage` printed. A process of a bundle of the user's own may need more room than a sandbox has,
 * so there a full place is nobody's fault.
 */
export const damageIn = ({bundle}: Pick<CellContext, 'bundle'>, printed: string): Disagreement | undefined => {
	const [, kind, words] = /^(damage|full): (.*)$/m.exec(printed) ?? [];
	if (words === undefined || (kind === 'full' && bundle !== undefined)) return undefined;
	return new Disagreement('exit', words);
};

/** Peers are netlock's own programs. They write a summary, or the reason why not, before they end. */
const killedPeers = `for pid in /cell/peer.*.pid; do
		[ -e "$pid" ] && ! [ -e "/proc/$(cat "$pid")" ] || continue
		name=\${pid%.pid}
		[ -s "$name.log" ] || { printf 'peer: '; tail -n 1 "$name.jsonl" 2>/dev/null | tr -d '\\n'; echo; }
	done`;

const examination = `${lookForDamage}\n${killedPeers}\n${readMemory}`;

/** The fault of the product behind an error. Undefined when there is none, or nobody can tell. */
export const damageBehind = async (context: CellContext, error: unknown): Promise<Disagreement | undefined> => {
	const {stdout} = await context.sandbox.exec(['sh', '-c', examination]);
	const printed = text(stdout);
	const memory = memoryOf(context, printed);
	if (memory === 'exceeded') {
		const limit = size(sandboxLimits.memory);
		return new Disagreement('exit', `what runs in the sandbox has used up the memory that it may have: ${limit}`);
	}
	// Whoever lacked memory, the kernel chose what it killed.
	if (memory === 'lacking') return undefined;
	const damage = damageIn(context, printed);
	if (damage !== undefined) return damage;
	// Where the counters cannot be read, the kernel may have killed: nobody can tell.
	if (memory === undefined) return undefined;
	const known = asKnown(error);
	if (known?.name === 'ShellKilled') return new Disagreement('exit', known.shortMessage);
	const lastLines = printed.split('\n').filter(line => line.startsWith('peer: '));
	if (!lastLines.some(line => peerSummary(line.slice('peer: '.length)) === undefined)) return undefined;
	return new Disagreement('exit', 'something in the sandbox has killed a peer of netlock’s');
};
