// A command in a process of its own, until it ends; once more where it was Node that crashed.
import {spawn} from 'node:child_process';

/** `printed`: on standard output. */
export type Ended = {printed: string; exit: number; signal: NodeJS.Signals | null};

export type Show = (text: string) => void;

/** `env`: added to this process's own. `show`: called with what is printed, as it comes. */
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

/** V8 aborts now and then where many threads compile at once. No test ends Node so. */
const crashes: readonly (NodeJS.Signals | null)[] = ['SIGTRAP', 'SIGILL', 'SIGSEGV', 'SIGABRT'];

export const start = async (words: readonly string[], env: Record<string, string>, show: Show): Promise<Ended> => {
	const first = await startOnce(words, env, show);
	if (!crashes.includes(first.signal)) return first;
	show(`\n── Node itself crashed (${first.signal}): all of it once more\n`);
	return startOnce(words, env, show);
};
