// Finds the party to blame in a message. Its words say more about who failed than the program that printed it.
import type {Party} from '../../model/cause.ts';
import type {Finding, Setting} from './finding.ts';
import {byCriu, byRuntime} from './finding.ts';

type Blame = Pick<Finding, 'party' | 'name'>;

const tools = 'ip6?tables(?:-[\\w-]+)?|nft|criu';

/** Errors of the machine, in the output of any program. */
const machine =
	/no space left|ENOSPC|cannot allocate memory|ENOMEM|out of memory|out of processes|too many open files|read-only file system|input\/output error|ECONNREFUSED|ECONNRESET|EPIPE|socket hang up|engine (?:at \S+ )?(?:does not answer|is gone|stopped)|container .{0,200} is not running|no such container/i;

const patterns: readonly [RegExp, Party, (found: string) => string][] = [
	[new RegExp(`execvp\\("(${tools})".{0,200}No such file`), 'image', name => `without ${name}`],
	[new RegExp(`\\b(${tools}):? (?:command )?not found`), 'image', name => `without ${name}`],
	// A tool's message that begins with its name.
	[/^(?:Error: )?(ip6?tables[\w-]*) ?(?:v[\d.]+)?[ (:]/, 'tool', name => name],
	// An error that only the kernel gives, or a feature of it that CRIU looks for.
	[
		/(when initializing kerndat|modprobe|can't initialize ip6?tables table|Table does not exist|Cache initialization failed|Protocol not (?:available|supported)|Operation not supported|netlink.{0,200}not supported)/i,
		'kernel',
		() => 'the kernel',
	],
];

/**
 * The party that the message names, in CRIU's log or in the output of a runtime or tool; `otherwise` when it names
 * none.
 */
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

/** The party to blame for an `error`: netlock or its machine. */
export const troubleOf = (words: string): Blame =>
	machine.test(words) ? {party: 'machine', name: 'the machine'} : {party: 'harness', name: 'netlock'};

/**
 * The party to blame for an operation that failed while all layers were right: CRIU if its log says why, else the
 * runtime.
 */
export const blameForFailure = (setting: Setting, words: string, {isCrius}: {isCrius: boolean}): Blame =>
	blame(words, isCrius ? byCriu : byRuntime(setting));
