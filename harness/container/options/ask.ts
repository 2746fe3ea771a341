// Asks a runtime for a dump or restore with every option and pair of options that it has, and compares what it sends. Only the
// requests matter: a CRIU that refuses at once, behind the tap, stands in for the image's own, which answers all else.
import {decodeRequest} from '../../evidence/request.ts';
import type {SentField} from '../../model/evidence.ts';
import {plainLines} from '../../runtimes/messages.ts';
import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {untar} from '../../support/untar.ts';
import {type CellContext, commandLine, run, shell} from '../cell-context.ts';
import type {Dumped} from '../checkpoint.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {type Option, optionsIn, setsOf} from './help-options.ts';
import {requestProblems} from './own-field.ts';

type Kind = 'checkpoint' | 'restore';

const folder = '/run/netlock/options';

// The tap keeps a request before it calls this. criu_req.type is the first field: 08 01 is a dump, 08 02 a restore.
const refusingCriu = `#!/bin/sh
for request in "$NETLOCK_EVIDENCE"/requests/*.bin; do :; done
case $(od -An -tx1 -N2 "$request") in *'08 01'* | *'08 02'*) exit 1 ;; esac
PATH=/usr/sbin:/usr/bin:/sbin:/bin
exec criu "$@"
`;

const install = 'printf %s "$1" > /usr/local/sbin/criu && chmod +x /usr/local/sbin/criu';
const uninstall = 'rm -f /usr/local/sbin/criu';

const helpOf = async (context: CellContext, kind: Kind): Promise<Option[]> => {
	const {stdout, stderr} = await run(context, [context.runtime.name, kind, '--help'], {
		limitSeconds: limits.askProgramSeconds,
	});
	const options = optionsIn(text(stdout) || stderr);
	if (options.length === 0) throw new EvidenceMissing(`the help of ${context.runtime.name} ${kind} names no option`);
	return options;
};

/** A restore that fails may leave a container behind, so each has an id of its own. */
const commandOf = (
	{runtime}: CellContext,
	kind: Kind,
	{
		instance: {id},
		folders,
		words,
		turn,
	}: {instance: Instance; folders: Dumped['folders']; words: string[]; turn: number},
): string => {
	const options = {folders, lockFlag: undefined, leaveRunning: false, tcpEstablished: false, words};
	if (kind === 'checkpoint') return commandLine(runtime.checkpoint(id, options));
	const another = `option-${turn}`;
	return `${commandLine(runtime.restore(another, options))}; ${commandLine(runtime.delete(another))}`;
};

/** The request of each turn, and what the runtime said in the first. */
const sentIn = async (context: CellContext): Promise<{requests: Map<string, SentField[]>; stderr: string}> => {
	const {stdout, excess} = await context.sandbox.exec(['tar', '-C', folder, '-cf', '-', '.']);
	if (excess !== undefined) throw new Disagreement('request', `the requests are too large: tar ${excess}`);
	const {files, broken} = await untar(stdout);
	if (broken) throw new EvidenceMissing('the requests could not be read', broken.message);
	const found = new Map<string, SentField[]>();
	for (const [name, bytes] of files) {
		const turn = /^(?:\.\/)?(\d+)\/requests\/.*\.bin$/.exec(name)?.[1];
		if (turn === undefined) continue;
		const {type, fields} = decodeRequest(bytes);
		if (type === 'dump' || type === 'restore') found.set(turn, fields);
	}
	return {requests: found, stderr: files.get('0/stderr')?.toString('utf8') ?? ''};
};

/** @throws Disagreement that names the first option that changes what is not its own */
export const askWithEveryOption = async (
	context: CellContext,
	instance: Instance,
	{kind, folders}: {kind: Kind; folders: Dumped['folders']},
): Promise<void> => {
	const sets: Option[][] = [[], ...setsOf(await helpOf(context, kind))];
	const commands = sets.map((options, turn) => {
		const words = options.flatMap(option => [...option.words]);
		const command = commandOf(context, kind, {instance, folders, words, turn});
		return `mkdir -p ${folder}/${turn}/requests\nexport NETLOCK_EVIDENCE=${folder}/${turn}\n{ ${command}; } > /dev/null 2> ${folder}/${turn}/stderr`;
	});
	await shell(
		context,
		`rm -rf ${folder} && mkdir -p "$2" "$3" && ${install}`,
		refusingCriu,
		folders.image,
		folders.work,
	);
	await run(context, ['sh', '-c', `${commands.join('\n')}\ntrue`], {limitSeconds: limits.operationSeconds});
	await shell(context, uninstall);
	const {requests, stderr} = await sentIn(context);
	const plain = requests.get('0');
	if (plain === undefined) {
		const words = `${context.runtime.name} ${kind} sends CRIU no request without an option`;
		throw new Disagreement('request', words, plainLines(stderr));
	}
	const sent = sets.slice(1).map((options, index) => ({options, fields: requests.get(String(index + 1))}));
	const [problem, ...more] = requestProblems(plain, sent);
	if (problem !== undefined) {
		throw new Disagreement('request', `${context.runtime.name} ${kind}: ${problem}`, more.slice(0, 8));
	}
};
