// Who is to blame for words: a message says more about who failed than where it was printed.
import type {Party} from '../../model/cause.ts';
import type {Finding, Setting} from './finding.ts';
import {byCriu, byRuntime} from './finding.ts';

type Blame = Pick<Finding, 'party' | 'name'>;

const tools = 'ip6?tables(?:-[\\w-]+)?|nft|criu';

/** Trouble of the machine, whichever program ran into it. */
const machine =
	/no space left|ENOSPC|cannot allocate memory|ENOMEM|out of memory|too many open files|read-only file system|input\/output error|ECONNREFUSED|ECONNRESET|EPIPE|socket hang up|engine (?:at \S+ )?(?:does not answer|is gone|stopped)|container .* is not running|no such container/i;

const patterns: readonly [RegExp, Party, (found: string) => string][] = [
	[new RegExp(`execvp\\("(${tools})".*No such file`), 'image', name => `without ${name}`],
	[new RegExp(`\\b(${tools}):? (?:command )?not found`), 'image', name => `without ${name}`],
	// What a tool says under its own name.
	[/^(?:Error: )?(ip6?tables[\w-]*) ?(?:v[\d.]+)?[ (:]/, 'tool', name => name],
	// What only the kernel refuses.
	[
		/(modprobe|can't initialize ip6?tables table|Table does not exist|Cache initialization failed|Protocol not (?:available|supported)|Operation not supported|netlink.*not supported)/i,
		'kernel',
		() => 'the kernel',
	],
];

/** By CRIU's log, or the words of the runtime or a tool; `otherwise` where they name nobody. */
const blame = (words: string, otherwise: Blame): Blame => {
	if (/no space left|ENOSPC|cannot allocate memory|ENOMEM|too many open files/i.test(words)) {
		return {party: 'machine', name: 'the machine'};
	}
	for (const [pattern, party, name] of patterns) {
		const found = pattern.exec(words);
		if (found) return {party, name: name(found[1] ?? '')};
	}
	return otherwise;
};

/** Of what is no verdict on any product: the harness's fault, or its machine's. */
export const troubleOf = (words: string): Blame =>
	machine.test(words) ? {party: 'machine', name: 'the machine'} : {party: 'harness', name: 'netlock'};

/** Of an operation that failed with nothing wrong before: CRIU's where its log says why, else the runtime's. */
export const blameForFailure = (setting: Setting, words: string, {isCrius}: {isCrius: boolean}): Blame =>
	blame(words, isCrius ? byCriu : byRuntime(setting));
