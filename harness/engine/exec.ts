// Runs a command in a sandbox: no shell unless asked for, binary-safe output, always a time limit.
import {PassThrough} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {ExecFailed} from './errors.ts';

export type ExecResult = {
	/** Exit status; null when the command was stopped at its time limit. */
	exit: number | null;
	stdout: Uint8Array;
	stderr: string;
	/** Milliseconds. */
	duration: number;
};

export type ExecOptions = {
	/** Seconds after which the command is ended, SIGTERM first, SIGKILL two seconds later. Default 60. */
	limit?: number;
	env?: Record<string, string>;
};

/** GNU and busybox `timeout` both exit with 124 when the limit was reached, or 137 when it took SIGKILL. */
const stoppedAtLimit = (exit: number, duration: number, limit: number): boolean =>
	(exit === 124 || exit === 137) && duration >= limit * 1000;

export const exec = async (
	container: Docker.Container,
	argv: readonly string[],
	{limit = 60, env = {}}: ExecOptions = {},
): Promise<ExecResult> => {
	const started = performance.now();
	const process = await container.exec({
		Cmd: ['timeout', '-k', '2', String(limit), ...argv],
		Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
		AttachStdout: true,
		AttachStderr: true,
	});
	const stream = await process.start({hijack: true, stdin: false});
	const [stdout, stderr] = [new PassThrough(), new PassThrough()];
	container.modem.demuxStream(stream, stdout, stderr);
	stream.on('end', () => {
		stdout.end();
		stderr.end();
	});
	stream.on('error', error => {
		stdout.destroy(error);
		stderr.destroy(error);
	});
	// A command that lets go of neither output nor life is the engine's to end, with the sandbox.
	const guard = new AbortController();
	const output = await Promise.race([
		Promise.all([buffer(stdout), buffer(stderr)]),
		sleep((limit + 10) * 1000, undefined, {signal: guard.signal, ref: false}),
	]).finally(() => guard.abort());
	if (output === undefined) {
		stream.destroy();
		throw new ExecFailed(`\`${argv.join(' ')}\` kept its output open for ${limit + 10} s`);
	}
	const {ExitCode: exit} = await process.inspect();
	if (exit === null) throw new ExecFailed(`the engine does not say how \`${argv.join(' ')}\` ended`);
	const duration = performance.now() - started;
	return {
		exit: stoppedAtLimit(exit, duration, limit) ? null : exit,
		stdout: output[0],
		stderr: output[1].toString('utf8'),
		duration,
	};
};
