// Tells whether the kernel killed processes of a sandbox for lack of memory, and who lacked it: the sandbox, which has
// used all that it may have, or its machine. CRIU may be killed while the runtime that called it exits as it likes.
import {sandboxLimits} from '../sandbox/privileges.ts';
import {size} from '../support/size.ts';
import {text} from '../support/text.ts';
import type {CellContext} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';

/** Shell that prints how many processes the kernel of the machine killed. Kernels before 4.13 do not count them. */
const kills = 'grep -s "^oom_kill " /proc/vmstat';

/** Shell that saves the count before an operation, in its folder `$1`. */
export const saveOomKills = `{ ${kills} > "$1/oom-kills" || :; }`;

/**
 * Shell that prints the counters of the sandbox's own cgroup. With cgroup v1 it mounts the hierarchy where no other process
 * sees it: the sandbox has a view of v2 alone, for runtimes that refuse both.
 */
export const readMemory = `if [ -e /sys/fs/cgroup/memory.events ]; then
		sed 's/^/memory: /' /sys/fs/cgroup/memory.events
		echo "memory: peak $(cat /sys/fs/cgroup/memory.peak)"
	else
		unshare --mount sh -c 'mount -t cgroup -o memory none /sys/fs/cgroup && cd /sys/fs/cgroup || exit
			find . -name memory.oom_control -exec sed -n "s/^oom_kill /memory: oom_kill /p" {} +
			echo "memory: peak $(cat memory.max_usage_in_bytes)"'
	fi 2>/dev/null`;

const counter = (printed: string, name: string): number | undefined => {
	const found = [...printed.matchAll(new RegExp(`^memory: ${name} (\\d+)$`, 'gm'))];
	return found.length === 0 ? undefined : found.reduce((sum, [, count]) => sum + Number(count), 0);
};

/** A sandbox whose memory has been this full has met its limit. */
const almost = 0.97;

/**
 * `exceeded`: the kernel killed, for the sandbox had used all that it may have. `lacking`: it killed, but the machine had
 * no more, or a process of a bundle of the user's own needs more. Undefined where the counters cannot be read.
 */
export const memoryOf = (
	{bundle}: Pick<CellContext, 'bundle'>,
	printed: string,
): 'enough' | 'exceeded' | 'lacking' | undefined => {
	const killed = counter(printed, 'oom_kill');
	if (killed === undefined) return undefined;
	if (killed === 0) return 'enough';
	// Files that were read fill the memory too, and then nothing lacks it. Only cgroup v2 counts how often its limit was met.
	const [oom, peak] = [counter(printed, 'oom'), counter(printed, 'peak')];
	const isFull = oom !== 0 && (peak === undefined ? oom !== undefined : peak >= sandboxLimits.memory * almost);
	return isFull && bundle === undefined ? 'exceeded' : 'lacking';
};

const areNoMore = `[ "$(${kills})" = "$(cat "$1/oom-kills")" ]`;

/** Exit status after SIGKILL. Alone it does not prove that memory ran out: a program can also give it by itself. */
const killed = 137;

/**
 * Asserts that no process of a failed operation was killed for lack of memory. @throws Disagreement when the sandbox has
 * used all that it may have; EvidenceMissing when the machine lacked it
 */
export const holdMemory = async (
	context: CellContext,
	{operation, exit}: {operation: string; exit: number | null},
	folder: string,
): Promise<void> => {
	if (exit === 0) return;
	const script = `${areNoMore} && exit; echo killed; ${readMemory}`;
	const printed = text((await context.sandbox.exec(['sh', '-c', script, 'sh', folder])).stdout);
	if (!/^killed$/m.test(printed)) return;
	const memory = memoryOf(context, printed);
	const who = `${context.runtime.name} ${operation}`;
	if (memory === 'exceeded') {
		const limit = size(sandboxLimits.memory);
		throw new Disagreement('exit', `${who} has used up the memory that a sandbox may have: ${limit}`);
	}
	if (memory === 'lacking' || (memory === undefined && exit === killed)) {
		throw new EvidenceMissing(`${who} lost a process to the kernel: the machine or the sandbox is out of memory`);
	}
};
