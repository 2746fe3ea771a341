// A confined command: one container that gets bytes, runs one command to its end, and gives bytes back. It has no
// network, no capability, no file and no volume of this machine, and a read-only root. The first limit that it meets
// ends it.
import type {Readable} from 'node:stream';
import {stripVTControlCharacters} from 'node:util';
import type Docker from 'dockerode';
import {asKnown} from '../support/errors.ts';
import {limits as waits} from '../support/limits.ts';
import {attachContainer} from './attach-container.ts';
import {EngineError, EngineRefused} from './errors.ts';
import {label} from './labels.ts';
import {removeContainer} from './remove-container.ts';
import {resourceLimits} from './resource-limits.ts';

export type ConfinedLimits = {
	/** Time in seconds. */
	time: number;
	/** Bytes of memory. Files count too, because they are in memory. */
	memory: number;
	/** Bytes of files, in each folder. At this limit a write fails, and the command may go on. */
	disk: number;
	/** Processes and threads at a time. */
	processes: number;
	/** Bytes that it may write to standard error. */
	log: number;
	/** Bytes that it may write to standard output. */
	output: number;
};

export type ConfinedSpec = {
	/** Image reference on the engine. */
	ref: string;
	command: readonly string[];
	env?: Record<string, string>;
	/** The only folders in which it may write, if their modes in the image allow it. They are gone with the container. */
	folders: readonly string[];
	/** Process that owns the container, as `ownerOf` names it. */
	owner: string;
	/** Value of the run label, by which the container can be swept. */
	run: string;
	input: Readable;
	limits: ConfinedLimits;
	signal?: AbortSignal | undefined;
	/** Is called with each line of standard error. */
	onLine?: ((line: string) => void) | undefined;
};

export type ConfinedResult = {
	/** Exit status. It means nothing if `met` is set. */
	exit: number;
	/** The limit that ended the command, if any. */
	met?: keyof ConfinedLimits;
	/** Something other than netlock ended the command: it was killed, or its container is gone. */
	endedFromOutside: boolean;
	output: Buffer;
	/** Standard error as text without control characters, so that it can be shown. */
	log: string;
	/** Milliseconds. */
	duration: number;
};

/** Collects bytes up to a limit. */
const bounded = (limit: number, onFull: () => void) => {
	const chunks: Buffer[] = [];
	let size = 0;
	return {
		take: (chunk: Buffer): void => {
			if (size > limit) return;
			size += chunk.length;
			chunks.push(chunk);
			if (size > limit) onFull();
		},
		whole: () => Buffer.concat(chunks),
	};
};

/** Exit status after SIGKILL. Process 1 of a container can get SIGKILL only from outside. */
const killed = 137;

/** The most characters of a line that the log has. */
const longest = 4096;

// The output of a confined command must not colour a terminal, move its cursor or set its title.
const plain = (bytes: Buffer): string =>
	bytes
		.toString('utf8')
		.split('\n')
		.map(line => stripVTControlCharacters(line.slice(0, longest)).replaceAll(/[^\P{Cc}\t]/gu, ''))
		.join('\n');

const create = (docker: Docker, {ref, command, env = {}, folders, owner, run, limits}: ConfinedSpec) =>
	docker.createContainer({
		Image: ref,
		Cmd: [...command],
		Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
		OpenStdin: true,
		StdinOnce: true,
		Labels: {[label.run]: run, [label.cell]: run, [label.owner]: owner},
		HostConfig: {
			NetworkMode: 'none',
			ReadonlyRootfs: true,
			CapDrop: ['ALL'],
			SecurityOpt: ['no-new-privileges'],
			Memory: limits.memory,
			MemorySwap: limits.memory,
			PidsLimit: limits.processes,
			Ulimits: resourceLimits,
			Tmpfs: Object.fromEntries(folders.map(each => [each, `rw,exec,nosuid,nodev,mode=1777,size=${limits.disk}`])),
			// netlock reads the whole output here. The engine would store it on disk without a limit.
			LogConfig: {Type: 'none', Config: {}},
		},
	});

/** @throws EngineError when the container cannot be started; the signal's reason when it fires */
export const runConfined = async (docker: Docker, spec: ConfinedSpec): Promise<ConfinedResult> => {
	const {limits, input, signal, onLine} = spec;
	signal?.throwIfAborted();
	let broken: Error | undefined;
	// The listener is added now, because nobody else listens until the command runs.
	input.on('error', error => {
		broken = error;
	});
	const container = await create(docker, spec).catch((error: unknown) => {
		throw new EngineRefused(`a container of ${spec.ref} for a confined command could not be made`, error);
	});
	let met: keyof ConfinedLimits | undefined;
	const kill = (): void => void container.kill().catch(() => {});
	const end = (limit: keyof ConfinedLimits): void => {
		met ??= limit;
		kill();
	};
	signal?.addEventListener('abort', kill, {once: true});
	const output = bounded(limits.output, () => end('output'));
	const log = bounded(limits.log, () => end('log'));
	let pending = '';
	const started = performance.now();
	let timer: NodeJS.Timeout | undefined;
	try {
		const stream = await attachContainer(container);
		const ended = new Promise<void>(resolve => stream.once('end', resolve).once('close', resolve));
		container.modem.demuxStream(
			stream,
			{write: (chunk: Buffer) => output.take(chunk)} as unknown as NodeJS.WritableStream,
			{
				write: (chunk: Buffer) => {
					log.take(chunk);
					const lines = `${pending}${plain(chunk)}`.split('\n');
					pending = (lines.pop() ?? '').slice(-longest);
					for (const line of lines) onLine?.(line);
				},
			} as unknown as NodeJS.WritableStream,
		);
		const waiting = container.wait({condition: 'next-exit'}) as Promise<{StatusCode: number}>;
		// When the container is removed, this promise fails too.
		waiting.catch(() => {});
		await container.start().catch((error: unknown) => {
			throw new EngineRefused(`a confined command in ${spec.ref} did not start`, error);
		});
		// An abort or a broken input may have come before the command ran. There was nothing to kill then.
		if (signal?.aborted || broken) kill();
		timer = setTimeout(() => end('time'), limits.time * 1000);
		// A command that ends early does not read all its input.
		stream.on('error', () => {});
		input.on('error', kill).pipe(stream);
		const status = await waiting.catch(() => undefined);
		const exit = status?.StatusCode ?? killed;
		const state = await container.inspect().then(
			({State}) => State,
			() => undefined,
		);
		// The last output may still be on its way.
		await Promise.race([ended, new Promise(resolve => setTimeout(resolve, waits.lastOutputMs).unref())]);
		signal?.throwIfAborted();
		if (broken) {
			throw asKnown(broken) ?? new EngineError(`the input of a confined command could not be read: ${broken.message}`);
		}
		if (exit !== 0 && state?.OOMKilled) met ??= 'memory';
		return {
			exit,
			...(met && {met}),
			endedFromOutside: met === undefined && (state === undefined || exit === killed),
			output: output.whole(),
			log: plain(log.whole()),
			duration: performance.now() - started,
		};
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', kill);
		input.destroy();
		await removeContainer(container).catch(() => {});
	}
};
