// Tells whether the kernel killed processes for lack of memory while an operation ran. The counter is the machine's: on
// a machine with cgroup v1 a sandbox cannot read that of its own cgroup.
import type {CellContext} from './cell-context.ts';

/** Shell that prints how many processes the kernel killed for lack of memory. Kernels before 4.13 do not count them. */
const kills = 'grep -s "^oom_kill " /proc/vmstat';

/** Shell that saves the count before an operation, in its folder `$1`. */
export const saveOomKills = `{ ${kills} > "$1/oom-kills" || :; }`;

const areNoMore = `[ "$(${kills})" = "$(cat "$1/oom-kills")" ]`;

/** Exit status after SIGKILL. A program can also give it by itself, so alone it does not prove that memory ran out. */
const killed = 137;

export const ranOutOfMemory = async ({sandbox}: CellContext, exit: number | null, folder: string): Promise<boolean> =>
	exit === killed && (await sandbox.exec(['sh', '-c', areNoMore, 'sh', folder])).exit !== 0;
