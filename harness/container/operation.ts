// Runs one dump or restore and gathers its evidence on each layer.

import {causes, gaveUp} from '../evidence/criu-log.ts';
import {recordedMethod} from '../evidence/inventory.ts';
import {type CriuRequest, decodeRequest} from '../evidence/request.ts';
import type {Layer, Method, ObservedLock} from '../model/axes.ts';
import type {OperationEvidence} from '../model/evidence.ts';
import {plainLines} from '../runtimes/messages.ts';
import {limits, sizes} from '../support/limits.ts';
import {size} from '../support/size.ts';
import {type CellContext, commandLine, runWhatever} from './cell-context.ts';
import {readStamp, sinceFirst} from './clock.ts';
import {Disagreement} from './errors.ts';
import {type Files, fetchFiles, inFolder} from './evidence-files.ts';
import type {Instance} from './instance.ts';
import {holdMemory, saveOomKills} from './out-of-memory.ts';
import {makersOf, rulesAfter, rulesetsOf} from './rulesets.ts';
import {throughPipes} from './through-pipes.ts';

/** The command to run, the container, and the folders for its files. */
export type Order = {
	kind: OperationEvidence['operation'];
	argv: readonly string[];
	instance: Pick<Instance, 'bundle' | 'topology' | 'workload'>;
	folders: {image: string; work: string};
	/** Lock to ask for on the command line, if it is not the cell's. */
	asked?: Method | undefined;
};

/** A dump or restore: the evidence for results.json, and more that only the scenario reads. */
export type Operation = OperationEvidence & {
	/** What the runtime printed on its standard error. */
	stderr: string;
	argv: readonly string[];
	/** Lock that the command line asked for, if it is not the cell's. */
	asked?: Method | undefined;
	/** Inode of the network namespace that the bundle names. */
	inode?: string | undefined;
	/** CRIU's log, if it wrote one. */
	log?: string | undefined;
};

/** Reads a file that the product wrote. If it cannot be read, the product is to blame. */
const readOf = <T>(layer: Layer, what: string, read: () => T): T => {
	try {
		return read();
	} catch (error) {
		const {message, shortMessage = message} = error as Error & {shortMessage?: string};
		throw new Disagreement(layer, `${what} cannot be read: ${shortMessage}`);
	}
};

const requestOf = (kind: Order['kind'], files: Files, folder: string): CriuRequest | undefined => {
	const wanted = kind === 'checkpoint' ? 'dump' : 'restore';
	// A runtime first asks for CRIU's version, in a request of its own.
	const requests = inFolder(files, `${folder}/requests`).map(([, bytes]) => decodeRequest(bytes));
	return requests.findLast(({type}) => type === wanted);
};

/** After a failed dump inventory.img may be cut short. It then says nothing. */
const recordOf = (content: Buffer | undefined, {kind}: Order, exit: number | null): ObservedLock | undefined => {
	if (content === undefined) return undefined;
	if (exit === 0 && kind === 'checkpoint') {
		return readOf('record', 'what a successful dump recorded', () => recordedMethod(content));
	}
	try {
		return recordedMethod(content);
	} catch {
		return undefined;
	}
};

/** Names the files that are larger than netlock reads. Files of a good operation are a hundred times smaller. */
const tooLarge = (files: Files, folder: string, logFile: string): string | undefined => {
	const isRuleset = (name: string): boolean => /^(rulesets|after)\//.test(name);
	const [ruleset] = inFolder(files, folder).filter(
		([name, content]) => isRuleset(name) && content.length > sizes.ruleset,
	);
	if (ruleset !== undefined) {
		const [name, {length}] = ruleset;
		return `the rules in the kernel (${name}) have ${size(length)}, of which netlock reads ${size(sizes.ruleset)}`;
	}
	const log = files.get(logFile);
	if (log === undefined || log.length <= sizes.log) return undefined;
	return `CRIU’s log has ${size(log.length)}, of which netlock reads ${size(sizes.log)}`;
};

/** The files that netlock reads. Of a log it reads the end, which says why the operation failed. */
const readable = (files: Files, logFile: string): Files =>
	new Map(
		[...files].flatMap(([name, content]) => {
			if (name === logFile) return [[name, content.subarray(-sizes.log)] as const];
			return content.length > sizes.ruleset ? [] : [[name, content] as const];
		}),
	);

/**
 * Makes the folders of one operation. A dump and its restores share image and work folder. Each restore gets a new
 * restore.log.
 */
const enter = `mkdir -p "$1/requests" "$1/rulesets" "$1/after" "$2" "$3" && /opt/netlock/bin/stamp > "$1/began" && ${saveOomKills} && { [ ! -e "$3/restore.log" ] || rm "$3/restore.log"; } && { [ -L /run/netlock/current ] || rm -rf /run/netlock/current; } && ln -sfn "$1" /run/netlock/current && shift 3 && exec "$@"`;

/** How many last lines of a runtime's error output count. runc prints many. */
const saidLines = 8;

/** How many operations a context has begun. Several may run at a time. */
const begun = new WeakMap<CellContext, number>();

export const operate = async (context: CellContext, order: Order): Promise<Operation> => {
	const {kind, argv, instance, folders, asked} = order;
	const turn = Math.max(begun.get(context) ?? 0, context.evidence.operations.length) + 1;
	begun.set(context, turn);
	const folder = `run/netlock/${turn}-${kind}`;
	const words = kind === 'restore' ? throughPipes(context, argv, instance.workload) : argv;
	const {exit, stderr, duration, excess} = await runWhatever(
		context,
		['sh', '-c', enter, 'sh', `/${folder}`, folders.image, folders.work, ...words],
		// With two dumps at a time, each must write into its own evidence folder.
		{limitSeconds: limits.operationSeconds, env: {NETLOCK_EVIDENCE: `/${folder}`}},
	);
	const log = kind === 'checkpoint' ? 'dump.log' : 'restore.log';
	const [inventory, logFile] = [`${folders.image}/inventory.img`.slice(1), `${folders.work}/${log}`.slice(1)];
	const all = await fetchFiles(context, instance, {
		folder,
		images: folders.image.slice(1),
		others: [inventory, logFile],
	});
	const large = excess === undefined ? tooLarge(all, folder, logFile) : `${argv[0]} ${excess}`;
	const files = readable(all, logFile);
	const request = readOf('request', `the request of the ${kind}`, () => requestOf(kind, files, folder));
	const logText = files.get(logFile)?.toString('utf8');
	const makers = makersOf(files, folder);
	const began = readStamp(files.get(`${folder}/began`)?.toString('utf8'));
	const isOnHost = instance.topology.network.kind === 'host';
	const isOwn = instance.workload.hasConnections;
	const said = plainLines(stderr).slice(-saidLines);
	const isHeld = kind === 'checkpoint' && exit === 0 && !argv.includes('--leave-running');
	const evidence: OperationEvidence = {
		operation: kind,
		...(context.place !== undefined && {place: context.place}),
		command: commandLine(argv),
		exit,
		...(began !== undefined && {began: sinceFirst(context, began)}),
		duration: Math.round(duration),
		request: request?.networkLock,
		...(request && {fields: request.fields}),
		configFile: request?.configFile,
		record: recordOf(files.get(inventory), order, exit),
		kernel: [...rulesetsOf(files, folder, {began, isOnHost, isOwn}), ...rulesAfter(files, folder, {isOnHost, isHeld})],
		...(makers.length > 0 && {makers}),
		...(exit !== 0 && said.length > 0 && {said}),
		...((exit !== 0 || gaveUp(logText ?? '')) && {cause: causes(logText ?? '')}),
		...(large !== undefined && {truncated: true}),
	};
	context.evidence.operations.push(evidence);
	await holdMemory(context, {operation: kind, exit}, `/${folder}`);
	if (large !== undefined) throw new Disagreement('exit', `${context.runtime.name} ${kind}: ${large}`);
	const inode = files.get(`${folder}/after/inode`)?.toString('utf8').trim();
	return {...evidence, stderr: stderr.trim(), argv, asked, inode, log: logText};
};
