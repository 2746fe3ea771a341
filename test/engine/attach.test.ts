// An interactive command: its input and output, with a terminal and without one, and its exit status.
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import test, {type ExecutionContext} from 'ava';
import {attach, type Terminal} from '../../harness/engine/attach.ts';
import {dockerd, frame} from '../fixtures/dockerd.ts';

/** A sandbox whose command reads one chunk, writes to both outputs, and ends. */
const sandbox = async (t: ExecutionContext, isTerminal: boolean, exit: number | null) =>
	dockerd(t, {
		'POST /containers/c1/exec': {status: 201, json: {Id: 'e1'}},
		'POST /exec/e1/start': {
			attached: stream =>
				stream.once('data', (chunk: Buffer) => {
					stream.write(isTerminal ? `out ${chunk}` : frame(1, `out ${chunk}`));
					if (!isTerminal) stream.write(frame(2, 'err'));
					stream.end();
				}),
		},
		'POST /exec/e1/resize': {status: 201},
		'GET /exec/e1/json': {json: {ExitCode: exit}},
	});

/** A terminal of 80 by 24, or pipes. `raw`: each change of its mode. */
const terminal = (isTTY: boolean) => {
	const raw: boolean[] = [];
	const streams = {input: new PassThrough(), output: new PassThrough(), errors: new PassThrough()};
	Object.assign(streams.input, {isTTY, setRawMode: (on: boolean) => raw.push(on)});
	Object.assign(streams.output, {isTTY, rows: 24, columns: 80});
	return {...streams, raw, terminal: streams as unknown as Terminal};
};

test('without a terminal, output and errors stay apart, and the exit status is the command’s', async t => {
	const {docker, asked} = await sandbox(t, false, 3);
	const {input, output, errors, raw, terminal: pipes} = terminal(false);
	input.write('in');
	t.is(await attach(docker.getContainer('c1'), ['sh', '-i'], {PS1: '# '}, pipes), 3);
	t.deepEqual([output.read()?.toString(), errors.read()?.toString()], ['out in', 'err']);
	t.like(JSON.parse(asked[0]?.body.toString() ?? ''), {Cmd: ['sh', '-i'], Env: ['PS1=# '], Tty: false});
	t.deepEqual(raw, []);
});

test('a terminal is raw while the command runs, sends its size, and gets its old mode back', async t => {
	const {docker, asked} = await sandbox(t, true, 0);
	const {input, output, raw, terminal: tty} = terminal(true);
	input.write('in');
	t.is(await attach(docker.getContainer('c1'), ['sh'], {}, tty), 0);
	t.deepEqual(raw, [true, false]);
	t.like(asked.find(({path}) => path === '/exec/e1/resize')?.query, {h: '24', w: '80'});
	t.is(output.listenerCount('resize'), 0);
	output.end();
	t.is(await text(output), 'out in');
});

test('a command without an exit status did not succeed', async t => {
	const {docker} = await sandbox(t, false, null);
	const {input, terminal: pipes} = terminal(false);
	input.write('in');
	t.is(await attach(docker.getContainer('c1'), ['sh'], {}, pipes), 1);
});
