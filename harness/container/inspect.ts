// Reads the state of a running container from the sandbox: its process, its workload's counters, the rules in its
// network namespace.

import {z} from 'zod';
import {type LockInKernel, lockInRules} from '../evidence/ruleset.ts';
import {type WorkloadState, workloadState} from '../evidence/transcript.ts';
import {listRules} from '../sandbox/list-rules.ts';
import {limits} from '../support/limits.ts';
import {parseJson} from '../support/parse-json.ts';
import {text} from '../support/text.ts';
import {until} from '../support/until.ts';
import {type CellContext, run} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';

const stateOutput = z.object({status: z.string(), pid: z.number()});

/** Status and root process id, from the runtime's `state` command. */
export const runtimeState = async (context: CellContext, {id}: Instance): Promise<z.infer<typeof stateOutput>> => {
	const {exit, stdout, stderr} = await run(context, context.runtime.state(id));
	if (exit !== 0) throw new Disagreement('exit', `${context.runtime.name} state fails: ${stderr.trim()}`);
	const state = parseJson(text(stdout), stateOutput);
	if (state !== undefined) return state;
	throw new Disagreement('exit', `${context.runtime.name} state prints no state: ${text(stdout).slice(0, 200)}`);
};

const stateFile = ({bundle}: Instance): string => `${bundle}/rootfs/state`;

/**
 * Waits in the sandbox, half a second at most, until the file's content is no longer `$1`. One command from outside
 * costs more processor time than all these reads.
 */
const change = `turn=0
	while [ $turn -lt 25 ] && { now=; read -r now <"$2"; [ "$now" = "$1" ]; }; do
		sleep 0.02; turn=$((turn + 1))
	done 2>/dev/null`;

// Not recorded among the cell's commands: a wait runs it many times.
const readState = async ({sandbox}: CellContext, instance: Instance, seen?: string): Promise<string> => {
	const file = stateFile(instance);
	const words = seen === undefined ? ['cat', file] : ['sh', '-c', `${change}\ncat "$2"`, 'sh', seen, file];
	const {stdout} = await sandbox.exec(words);
	return text(stdout).trimEnd();
};

export const readWorkload = async (context: CellContext, instance: Instance): Promise<WorkloadState | undefined> =>
	workloadState(await readState(context, instance));

/**
 * Reads the workload's state at every change until `reached` is true. Undefined when that takes longer than `limitMs`.
 */
export const waitForWorkload = async (
	context: CellContext,
	instance: Instance,
	reached: (state: WorkloadState) => boolean,
	limitMs: number = limits.workloadMs,
): Promise<WorkloadState | undefined> => {
	context.commands.push(`sleep 0.3; cat ${stateFile(instance)}\n# polled for at most ${limitMs} ms`);
	let seen: string | undefined;
	const look = async (): Promise<WorkloadState | undefined> => {
		seen = await readState(context, instance, seen);
		const state = workloadState(seen);
		return state && reached(state) ? state : undefined;
	};
	return until(look, {limitMs, everyMs: 10});
};

const listBoth = 'nsenter --net="$1" sh -c "$2" && printf \'\\0\' && eval "$2"';

/** The locks in a network namespace, if one is given, and last those in the sandbox's own. */
export const locksIn = async (context: CellContext, namespace?: string): Promise<LockInKernel[]> => {
	const script = namespace === undefined ? [listRules] : [listBoth, 'sh', namespace, listRules];
	const {exit, stdout, stderr} = await run(context, ['sh', '-c', ...script]);
	if (exit !== 0) throw new EvidenceMissing('the ruleset could not be listed', stderr);
	return text(stdout).split('\0').map(lockInRules);
};
