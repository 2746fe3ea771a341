// A shell that stays in a sandbox and runs one command after the other. The engine takes some fifty milliseconds of processor
// time to start a command of its own; this takes a tenth of that, and a cell runs dozens.
import {PassThrough} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {limits} from '../support/limits.ts';
import {quote} from '../support/quote.ts';
import {ExecFailed} from './errors.ts';
import type {ExecOptions, ExecResult} from './exec.ts';

/** GNU and busybox `timeout` both exit with 124 when the limit was reached, or 137 when it took SIGKILL. */
const stoppedAtLimit = (exit: number, duration: number, limitSeconds: number): boolean =>
	(exit === 124 || exit === 137) && duration >= limitSeconds * 1000;

// Output goes to files, fresh ones each time: a process that stays in the background may keep them open, and write on,
// without holding up this command or spoiling the next. The sizes come first, then that many bytes and no more.
const script = (words: string, turn: number): string => `
	${words} </dev/null >"$scratch/${turn}.out" 2>"$scratch/${turn}.err"
	printf '%s %s\\n' "$?" "$(stat -c %s "$scratch/${turn}.out" "$scratch/${turn}.err" | tr '\\n' ' ')" >"$scratch/sizes"
	read -r status out err <"$scratch/sizes"
	echo "$status $out $err"; head -c "$out" "$scratch/${turn}.out"; head -c "$err" "$scratch/${turn}.err"
	rm -f "$scratch/${turn}.out" "$scratch/${turn}.err"
`;

export class Channel {
	#stream: NodeJS.ReadWriteStream;
	#received = Buffer.alloc(0);
	#more: (() => void) | undefined;
	#ended = false;
	#turn = 0;

	private constructor(stream: NodeJS.ReadWriteStream, output: PassThrough) {
		this.#stream = stream;
		const end = (): void => {
			this.#ended = true;
			this.#more?.();
		};
		output.on('data', (chunk: Buffer) => {
			this.#received = Buffer.concat([this.#received, chunk]);
			this.#more?.();
		});
		stream.on('end', end).on('close', end).on('error', end);
	}

	static async open(container: Docker.Container): Promise<Channel> {
		const shell = await container.exec({
			Cmd: ['sh'],
			AttachStdin: true,
			AttachStdout: true,
			AttachStderr: true,
		});
		const stream = await shell.start({hijack: true, stdin: true});
		const [output, errors] = [new PassThrough(), new PassThrough()];
		container.modem.demuxStream(stream, output, errors);
		errors.resume();
		stream.write('scratch=$(mktemp -d)\n');
		return new Channel(stream, output);
	}

	/** Whether another command can be run. */
	get usable(): boolean {
		return !this.#ended;
	}

	/** @throws ExecFailed when the shell is gone, or the command outlives even its SIGKILL */
	async run(argv: readonly string[], {limitSeconds = limits.execSeconds, env = {}}: ExecOptions): Promise<ExecResult> {
		const started = performance.now();
		const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
		const words = ['env', ...variables, 'timeout', '-k', '2', String(limitSeconds), ...argv].map(quote).join(' ');
		this.#stream.write(script(words, this.#turn++));
		const guard = new AbortController();
		const tooLong = sleep((limitSeconds + limits.execOverdueSeconds) * 1000, undefined, {
			signal: guard.signal,
			ref: false,
		}).then(
			() => this.close(),
			() => {},
		);
		try {
			const [status = 0, out = 0, err = 0] = (await this.#line()).split(' ').map(Number);
			const stdout = await this.#bytes(out);
			const stderr = (await this.#bytes(err)).toString('utf8');
			const duration = performance.now() - started;
			return {exit: stoppedAtLimit(status, duration, limitSeconds) ? null : status, stdout, stderr, duration};
		} catch (error) {
			throw new ExecFailed(`\`${argv.join(' ').slice(0, 200)}\` did not end, or took its shell with it`, '', error);
		} finally {
			guard.abort();
			await tooLong;
		}
	}

	close(): void {
		this.#ended = true;
		this.#stream.end();
		this.#more?.();
	}

	async #until(enough: () => boolean): Promise<void> {
		while (!enough()) {
			if (this.#ended) throw new Error('the shell in the sandbox has ended');
			await new Promise<void>(resolve => {
				this.#more = resolve;
			});
			this.#more = undefined;
		}
	}

	async #line(): Promise<string> {
		await this.#until(() => this.#received.includes(0x0a));
		return (await this.#bytes(this.#received.indexOf(0x0a) + 1)).toString('utf8').trim();
	}

	async #bytes(count: number): Promise<Buffer> {
		await this.#until(() => this.#received.length >= count);
		const bytes = this.#received.subarray(0, count);
		this.#received = this.#received.subarray(count);
		return bytes;
	}
}
