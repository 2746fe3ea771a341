// Ctrl-C in a process: the first one asks for an end in order, the second one ends the process at once.
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';

const file = join(project.harness, 'cli/interrupt.ts');

/** Sends itself the signals, one after the other. If they do not end it, it waits for a minute. */
const program = (signals: readonly string[]): string => `
	const {onInterrupt} = await import(${JSON.stringify(file)});
	const timer = setTimeout(() => {}, 60_000);
	const {signal} = onInterrupt(() => console.log('stopping'));
	signal.addEventListener('abort', () => console.log('aborted by ' + signal.reason.name));
	for (const each of ${JSON.stringify(signals)}) {
		process.kill(process.pid, each);
		await new Promise(resolve => setTimeout(resolve, 50));
	}
	console.log('goes on');
	clearTimeout(timer);
`;

const interrupted = async (...signals: string[]): Promise<{exit: number | null; printed: string}> => {
	const child = spawn(process.execPath, ['--input-type=module', '--eval', program(signals)], {
		stdio: ['ignore', 'pipe', 'inherit'],
		timeout: 30_000,
	});
	let printed = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		printed += text;
	});
	const exit = await new Promise<number | null>(resolve => child.on('close', resolve));
	return {exit, printed};
};

for (const signal of ['SIGINT', 'SIGTERM']) {
	test(`the first ${signal} aborts the work, and the process goes on`, async t => {
		t.deepEqual(await interrupted(signal), {exit: 0, printed: 'aborted by Interrupted\nstopping\ngoes on\n'});
	});
}

test('the second one ends the process, with 130', async t => {
	const {exit, printed} = await interrupted('SIGINT', 'SIGINT');
	t.is(exit, 130);
	t.false(printed.includes('goes on'));
});
