// A batch: one container that is given bytes, runs one command to its end, and gives bytes back. It has no network, no
// capability, no file of this machine and a read-only root, and is ended at the first limit that it meets.
import type {Readable} from 'node:stream';
import type Docker from 'dockerode';
import {EngineError} from './errors.ts';
import {label} from './labels.ts';

export type BatchLimits = {
	/** Seconds. */
	time: number;
	/** Bytes of memory, tmpfs included. */
	memory: number;
	/** Processes and threads at a time. */
	processes: number;
	/** Bytes that it may write to standard error. */
	log: number;
	/** Bytes that it may write to standard output. */
	output: number;
};

export type BatchSpec = {
	/** Image reference on the engine. */
	ref: string;
	command: readonly string[];
	env?: Record<string, string>;
	/** Folder → mount options: the only places where it may write. */
	tmpfs: Record<string, string>;
	/** Volume → folder; kept after the batch. */
	volumes?: Record<string, string>;
	/** Process that owns it, as `ownerOf` names it. */
	owner: string;
	/** What it is for, as the sweeper's label. */
	run: string;
	input: Readable;
	limits: BatchLimits;
	signal?: AbortSignal | undefined;
	/** Each line of standard error as it comes. */
	onLine?: ((line: string) => void) | undefined;
};

export type BatchResult = {
	/** Exit status; with `met`, of no meaning. */
	exit: number;
	/** The limit that it met, if any. */
	met?: keyof BatchLimits;
	output: Buffer;
	log: string;
	/** Milliseconds. */
	duration: number;
};

/** Collects what comes, up to a limit. */
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

const create = (docker: Docker, {ref, command, env = {}, tmpfs, volumes = {}, owner, run, limits}: BatchSpec) =>
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
			// Core dumps would go to whatever the kernel's core_pattern names.
			Ulimits: [{Name: 'core', Soft: 0, Hard: 0}],
			Tmpfs: tmpfs,
			Binds: Object.entries(volumes).map(([volume, folder]) => `${volume}:${folder}`),
		},
	});

/** @throws EngineError when it cannot be started; the signal's reason when that fires */
export const runBatch = async (docker: Docker, spec: BatchSpec): Promise<BatchResult> => {
	const {limits, input, signal, onLine} = spec;
	signal?.throwIfAborted();
	const container = await create(docker, spec).catch((error: unknown) => {
		throw new EngineError(`a batch of ${spec.ref} could not be made`, String(error), error);
	});
	let met: keyof BatchLimits | undefined;
	const kill = (): void => void container.kill().catch(() => {});
	const end = (limit: keyof BatchLimits): void => {
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
		const stream = await container.attach({stream: true, hijack: true, stdin: true, stdout: true, stderr: true});
		const ended = new Promise<void>(resolve => stream.once('end', resolve).once('close', resolve));
		container.modem.demuxStream(
			stream,
			{write: (chunk: Buffer) => output.take(chunk)} as unknown as NodeJS.WritableStream,
			{
				write: (chunk: Buffer) => {
					log.take(chunk);
					const lines = `${pending}${chunk.toString('utf8')}`.split('\n');
					pending = (lines.pop() ?? '').slice(-4096);
					for (const line of lines) onLine?.(line);
				},
			} as unknown as NodeJS.WritableStream,
		);
		const waiting = container.wait({condition: 'next-exit'}) as Promise<{StatusCode: number}>;
		await container.start();
		timer = setTimeout(() => end('time'), limits.time * 1000);
		// One that ends early does not read to the end.
		stream.on('error', () => {});
		let broken: Error | undefined;
		input
			.on('error', error => {
				broken = error;
				kill();
			})
			.pipe(stream);
		const {StatusCode: exit} = await waiting;
		const {State} = await container.inspect();
		// What it said last may still be on its way.
		await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 5000).unref())]);
		signal?.throwIfAborted();
		if (broken) throw new EngineError(`what was to be given to a batch could not be read: ${broken.message}`);
		if (met === undefined && State.OOMKilled) met = 'memory';
		return {
			exit,
			...(met && {met}),
			output: output.whole(),
			log: log.whole().toString('utf8'),
			duration: performance.now() - started,
		};
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', kill);
		await container.remove({force: true, v: false}).catch(() => {});
	}
};
