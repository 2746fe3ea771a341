// Runs one dump or restore and gathers what it left behind on each layer.

import {causes, gaveUp} from '../evidence/criu-log.ts';
import {recordedMethod} from '../evidence/inventory.ts';
import {openings} from '../evidence/openings.ts';
import {type CriuRequest, decodeRequest} from '../evidence/request.ts';
import {lockInLegacySave, lockInRuleset} from '../evidence/ruleset.ts';
import {lockMakers} from '../evidence/ruleset-monitor.ts';
import type {Method} from '../model/axes.ts';
import type {OperationEvidence, RulesetEvidence} from '../model/evidence.ts';
import {limits} from '../support/limits.ts';
import {untar} from '../support/untar.ts';
import {type CellContext, commandLine, run} from './cell-context.ts';
import {EvidenceMissing} from './errors.ts';

/** A dump or restore: what results.json keeps of it, and what only the scenario looks at. */
export type Operation = OperationEvidence & {
	/** What the runtime printed on its standard error. */
	stderr: string;
	/** Lock that the runtime was asked for on the command line, where that is not the cell's. */
	asked?: Method | undefined;
	/** CRIU's log, where it wrote one. */
	log?: string | undefined;
};

type Files = Map<string, Buffer>;

const fetchFiles = async (context: CellContext, paths: readonly string[]): Promise<Files> => {
	const script = 'cd / && for f do [ -e "$f" ] && echo "$f"; done | tar -cf - -T -';
	const {stdout} = await context.sandbox.exec(['sh', '-c', script, 'sh', ...paths]);
	const {files, broken} = await untar(stdout);
	if (broken) throw new EvidenceMissing('the evidence of the operation could not be read', broken.message);
	return files;
};

const named = (files: Files, folder: string): [string, Buffer][] =>
	[...files]
		.filter(([name]) => name.startsWith(folder))
		.map(([name, content]): [string, Buffer] => [name.slice(folder.length), content])
		.sort(([a], [b]) => (a < b ? -1 : 1));

const requestOf = (kind: Operation['operation'], files: Files, folder: string): CriuRequest | undefined => {
	const wanted = kind === 'checkpoint' ? 'dump' : 'restore';
	// Runtimes ask for the version first, in a message of its own.
	const requests = named(files, `${folder}/requests/`).map(([, bytes]) => decodeRequest(bytes));
	return requests.findLast(({type}) => type === wanted);
};

const rulesetsOf = (files: Files, folder: string): RulesetEvidence[] =>
	named(files, `${folder}/rulesets/`).flatMap(([name, content]) => {
		const [, stage = '', format] = /^\d+-(.+)\.(json|legacy)$/.exec(name) ?? [];
		const text = content.toString('utf8');
		if (format === 'legacy') return [{stage, ...lockInLegacySave(text)}];
		if (format !== 'json') return [];
		const through = openings(text);
		return [{stage, ...lockInRuleset(text), ...(through.length > 0 && {openings: through})}];
	});

const makersOf = (files: Files, folder: string): string[] =>
	named(files, `${folder}/rulesets/`)
		.filter(([name]) => name.endsWith('-monitor.txt'))
		.flatMap(([, content]) => lockMakers(content.toString('utf8')));

/** Folders of one operation; image and work folders are shared by a dump and its restores, of which each has its own log. */
const enter =
	'mkdir -p "$1/requests" "$1/rulesets" "$2" "$3" && rm -f "$3/restore.log" && rm -rf /run/netlock/current && ln -sfn "$1" /run/netlock/current && shift 3 && exec "$@"';

/** How many operations a context has begun: several may be under way. */
const begun = new WeakMap<CellContext, number>();

export const operate = async (
	context: CellContext,
	kind: Operation['operation'],
	argv: readonly string[],
	folders: {image: string; work: string},
	asked?: Method,
): Promise<Operation> => {
	const turn = Math.max(begun.get(context) ?? 0, context.evidence.operations.length) + 1;
	begun.set(context, turn);
	const folder = `run/netlock/${turn}-${kind}`;
	const {exit, stderr, duration} = await run(
		context,
		['sh', '-c', enter, 'sh', `/${folder}`, folders.image, folders.work, ...argv],
		// Two dumps at once must not write into each other's evidence.
		{limitSeconds: limits.operationSeconds, env: {NETLOCK_EVIDENCE: `/${folder}`}},
	);
	const log = kind === 'checkpoint' ? 'dump.log' : 'restore.log';
	const [inventory, logFile] = [`${folders.image}/inventory.img`.slice(1), `${folders.work}/${log}`.slice(1)];
	const files = await fetchFiles(context, [folder, inventory, logFile]);
	const recorded = files.get(inventory);
	const request = requestOf(kind, files, folder);
	const logText = files.get(logFile)?.toString('utf8');
	const makers = makersOf(files, folder);
	const evidence: OperationEvidence = {
		operation: kind,
		...(context.place !== undefined && {place: context.place}),
		command: commandLine(argv),
		exit,
		duration: Math.round(duration),
		request: request?.networkLock,
		...(request && {fields: request.fields}),
		configFile: request?.configFile,
		record: recorded && recordedMethod(recorded),
		kernel: rulesetsOf(files, folder),
		...(makers.length > 0 && {makers}),
		...((exit !== 0 || gaveUp(logText ?? '')) && {cause: causes(logText ?? '')}),
	};
	context.evidence.operations.push(evidence);
	return {...evidence, stderr: stderr.trim(), asked, log: logText};
};
