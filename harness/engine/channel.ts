// A shell that stays in a sandbox and runs one command after the other. The engine needs about fifty milliseconds of
// processor time to start a command. This shell needs a tenth of that, and a cell runs dozens of commands.
import {PassThrough} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {limits, sizes} from '../support/limits.ts';
import {quote} from '../support/quote.ts';
import {size} from '../support/size.ts';
import {attachContainer} from './attach-container.ts';
import {ExecFailed, ShellKilled} from './errors.ts';
import type {ExecOptions, ExecResult} from './exec.ts';

/** GNU and busybox `timeout` both exit with 124 when the limit was reached, or 137 when it took SIGKILL. */
const stoppedAtLimit = (exit: number, duration: number, limitSeconds: number): boolean =>
	(exit === 124 || exit === 137) && duration >= limitSeconds * 1000;

/** Describes the first stream that was longer than netlock reads. Undefined when netlock read all streams whole. */
const describeExcess = (streams: readonly [name: string, written: number, most: number][]): string | undefined => {
	const excessive = streams.find(([, written, most]) => written > most);
	if (excessive === undefined) return undefined;
	const [name, written, most] = excessive;
	return `wrote ${size(written)} to ${name}, of which netlock reads ${size(most)}`;
};

/** In place of status and sizes. */
const noSpace = 'full 0 0';

// Output goes to new files each time: a background process may keep them open and write on, and must not hold up this
// command or spoil the next one. The shell prints the sizes first, then that many bytes, up to the limits. Each process
// costs time here, so only large files are removed. The others go with the sandbox. On a full disk the files are empty,
// as if the command had printed nothing: one more file, of one byte, shows the difference.
const script = (words: string, turn: number, mostOutput: number): string => `
	${words} </dev/null >"\${scratch:?}/${turn}.out" 2>"$scratch/${turn}.err"
	status=$? out=0 err=0
	if [ -d "$scratch" ] && ! echo >"$scratch/${turn}.space"; then
		status=full
	elif [ -s "$scratch/${turn}.out" ] || [ -s "$scratch/${turn}.err" ]; then
		stat -c %s "$scratch/${turn}.out" "$scratch/${turn}.err" >"$scratch/sizes"
		{ read -r out; read -r err; } <"$scratch/sizes"
	fi
	echo "$status $out $err"
	[ "$out" -le ${mostOutput} ] || out=${mostOutput}
	[ "$err" -le ${sizes.errors} ] || err=${sizes.errors}
	[ "$out" = 0 ] || head -c "$out" "$scratch/${turn}.out"
	[ "$err" = 0 ] || head -c "$err" "$scratch/${turn}.err"
	[ $((out + err)) -lt 100000 ] || rm -f "$scratch/${turn}.out" "$scratch/${turn}.err"
`;

class NoSpace extends Error {
	override name = 'NoSpace';
	override message = 'the shell in the sandbox cannot write to its disk';
}

/** What dash, bash and busybox print. bash names a killed program too, whose words may have a `fork` in them. */
const cannotFork = /: (?:can(?:no|')t )?fork\b/i;

class NoHead extends Error {
	override name = 'NoHead';
	override message = 'the shell in the sandbox answers without an exit status and sizes';
}

/** Status and sizes. Root in the sandbox may have written anything else here. */
const parseHead = (line: string): [number, number, number] => {
	if (line === noSpace) throw new NoSpace();
	const [, status, out, err] = /^(\d{1,3}) (\d{1,15}) (\d{1,15})$/.exec(line) ?? [];
	if (status === undefined) throw new NoHead();
	return [Number(status), Number(out), Number(err)];
};

/** A limit that no valid status line reaches. */
const longestHead = 64;

/** Exit status of a sandbox whose processes were killed, but for process 1, which only somebody outside can kill. */
export const killedFromWithin = 86;

// The shell is on the left, in the foreground: a background process ignores SIGINT and SIGQUIT, and so would every
// program of the cell. What comes after the shell was killed, or could not fork, is read for the end of the input.
const pipeline = `
	exec 3<&0 4>&1
	{ sh <&3 >&4 3<&- 4>&-; while read -r _; do :; done <&3; echo ended; } |
		{ "$@" 3<&- 4>&- & exec 3<&- 4>&-; read -r _ && kill -9 $!; wait; }
	[ $? != 137 ] || exit ${killedFromWithin}
`;

// Podman 4.3 leaves a container in the machine's cgroup namespace where there is cgroup v1, whatever it is asked for.
const inOwnCgroups = `
	grep -q ':/.' /proc/self/cgroup && unshare --cgroup true 2>/dev/null && exec unshare --cgroup "$@"
	exec "$@"`;

/** A shell that the engine starts later, in the cgroup namespace of the first. */
const joined = `
	first=$(readlink /proc/1/ns/cgroup) && [ "$first" != "$(readlink /proc/self/ns/cgroup)" ] && exec nsenter --cgroup --target 1 sh
	exec sh`;

/**
 * A container's command, with a shell beside it that reads commands from the container's standard input: a shell that
 * the engine starts later costs about fifty milliseconds of processor time. Process 1 waits for both and reaps orphans.
 * When the owner of the container ends, wherever it runs, the input ends, and with it the container.
 */
export const withShell = (command: readonly string[]): string[] => [
	...['sh', '-c', inOwnCgroups, 'sh', 'sh', '-c', pipeline, 'sh'],
	...command,
];

export class Channel {
	#stream: NodeJS.ReadWriteStream;
	#chunks: Buffer[] = [];
	#received = 0;
	#more: (() => void) | undefined;
	#ended = false;
	/** A shell that cannot start a process says so, and ends. */
	#canFork = true;
	#turn = 0;

	private constructor({modem}: Docker.Container, stream: NodeJS.ReadWriteStream) {
		this.#stream = stream;
		const [output, errors] = [new PassThrough(), new PassThrough()];
		modem.demuxStream(stream, output, errors);
		errors.on('data', (chunk: Buffer) => {
			if (cannotFork.test(chunk.toString())) this.#canFork = false;
		});
		const end = (): void => {
			this.#ended = true;
			this.#more?.();
		};
		output.on('data', (chunk: Buffer) => {
			this.#chunks.push(chunk);
			this.#received += chunk.length;
			this.#more?.();
		});
		stream.on('end', end).on('close', end).on('error', end);
		stream.write(`scratch=$(mktemp -d) || { echo ${noSpace}; exit 1; }\n`);
	}

	/** Uses the shell that was started with the container. */
	static async attach(container: Docker.Container): Promise<Channel> {
		return new Channel(container, await attachContainer(container));
	}

	/** Lets the engine start another shell. */
	static async open(container: Docker.Container): Promise<Channel> {
		const shell = await container.exec({
			Cmd: ['sh', '-c', joined],
			AttachStdin: true,
			AttachStdout: true,
			AttachStderr: true,
		});
		return new Channel(container, await shell.start({hijack: true, stdin: true}));
	}

	/** Whether another command can be run. */
	get usable(): boolean {
		return !this.#ended;
	}

	/** @throws ExecFailed when the shell is gone or has no disk space, or the command outlives even its SIGKILL */
	async run(argv: readonly string[], options: ExecOptions): Promise<ExecResult> {
		const {limitSeconds = limits.execSeconds, outputBytes = sizes.output, env = {}} = options;
		const started = performance.now();
		const variables = Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`);
		const words = ['timeout', '-k', '2', String(limitSeconds), ...argv].map(quote);
		this.#stream.write(script([...variables, ...words].join(' '), this.#turn++, outputBytes));
		const guard = new AbortController();
		const tooLong = sleep((limitSeconds + limits.execOverdueSeconds) * 1000, undefined, {
			signal: guard.signal,
			ref: false,
		}).then(
			() => this.#abandon(),
			() => {},
		);
		try {
			const [status, out, err] = parseHead(await this.#line());
			const stdout = await this.#bytes(Math.min(out, outputBytes));
			const stderr = (await this.#bytes(Math.min(err, sizes.errors))).toString('utf8');
			const duration = performance.now() - started;
			const exit = stoppedAtLimit(status, duration, limitSeconds) ? null : status;
			const excess = describeExcess([
				['standard output', out, outputBytes],
				['standard error', err, sizes.errors],
			]);
			return {exit, stdout, stderr, duration, ...(excess !== undefined && {excess})};
		} catch (error) {
			const command = `\`${argv.join(' ').slice(0, 200)}\``;
			if (error instanceof NoSpace) {
				const detail = `The output of ${command} is lost.`;
				throw new ExecFailed('no space left on the engine’s disk for the output of a command', detail, error);
			}
			if (error instanceof NoHead && this.#canFork) {
				throw new ShellKilled(`something in the sandbox killed the shell that ran ${command}`, '', error);
			}
			throw new ExecFailed(`${command} did not end, or took its shell with it`, '', error);
		} finally {
			guard.abort();
			await tooLong;
		}
	}

	close(): void {
		this.#abandon();
		this.#stream.end();
	}

	/** Takes no more commands. The input stays open, because its end would end the container. */
	#abandon(): void {
		this.#ended = true;
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
		const end = (): number => this.#whole().subarray(0, longestHead).indexOf(0x0a);
		await this.#until(() => this.#received > longestHead || this.#chunks.some(chunk => chunk.includes(0x0a)));
		if (end() === -1) throw new NoHead();
		return (await this.#bytes(end() + 1)).toString('utf8').trim();
	}

	async #bytes(count: number): Promise<Buffer> {
		await this.#until(() => this.#received >= count);
		const whole = this.#whole();
		this.#chunks = [whole.subarray(count)];
		this.#received -= count;
		return whole.subarray(0, count);
	}

	/** All bytes so far, in one piece. They are joined only when they are needed, not for each chunk. */
	#whole(): Buffer {
		const [first = Buffer.alloc(0), ...more] = this.#chunks;
		if (more.length === 0) return first;
		const whole = Buffer.concat(this.#chunks);
		this.#chunks = [whole];
		return whole;
	}
}
