// Runs a command as a process until its end, and once more if Node crashed.
import {spawn} from 'node:child_process';

/** `printed`: on standard output. */
export type Ended = {printed: string; exit: number; signal: NodeJS.Signals | null};

export type Show = (text: string) => void;

/** `env`: added to this process's own. `show`: called with each piece of output. */
const startOnce = ([command = '', ...words]: readonly string[], env: Record<string, string>, show: Show) => {
	const child = spawn(command, words, {stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, ...env}});
	let printed = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		printed += text;
		show(text);
	});
	return new Promise<Ended>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({printed, exit: code ?? 1, signal}));
	});
};

/** V8 sometimes aborts if many threads compile at once. No test ends Node in this way. */
const crashes: readonly (NodeJS.Signals | null)[] = ['SIGTRAP', 'SIGILL', 'SIGSEGV', 'SIGABRT'];

export const start = async (words: readonly string[], env: Record<string, string>, show: Show): Promise<Ended> => {
	const first = await startOnce(words, env, show);
	if (!crashes.includes(first.signal)) return first;
	show(`\n── Node itself crashed (${first.signal}): all of it once more\n`);
	return startOnce(words, env, show);
};
