// Asks a runtime for a dump or restore with every option and every pair of options, and compares the requests. A
// stand-in for CRIU, behind the tap, refuses each request at once. It passes all other commands to the image's own
// CRIU.
import {decodeRequest} from '../../evidence/request.ts';
import type {SentField} from '../../model/evidence.ts';
import {lastWords, plainLines} from '../../runtimes/messages.ts';
import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {untar} from '../../support/untar.ts';
import {type CellContext, commandLine, run, shell} from '../cell-context.ts';
import type {Dumped} from '../checkpoint.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {coveringSets, pairsOf} from './covering.ts';
import {type Option, optionsIn} from './help-options.ts';
import {aloneProblems, type Sent, setProblems} from './own-field.ts';

type Kind = 'checkpoint' | 'restore';

const folder = '/run/netlock/options';

// The tap saves a request before it calls this. criu_req.type is the first field: 08 01 is a dump, 08 02 a restore.
const refusingCriu = `#!/bin/sh
for request in "$NETLOCK_EVIDENCE"/requests/*.bin; do :; done
case $(od -An -tx1 -N2 "$request") in *'08 01'* | *'08 02'*) exit 1 ;; esac
PATH=/usr/sbin:/usr/bin:/sbin:/bin
exec criu "$@"
`;

const install = 'printf %s "$1" > /usr/local/sbin/criu && chmod +x /usr/local/sbin/criu';
const uninstall = 'rm -f /usr/local/sbin/criu';

const helpOf = async (context: CellContext, kind: Kind): Promise<Option[]> => {
	const {exit, stdout, stderr} = await run(context, [context.runtime.name, kind, '--help'], {
		limitSeconds: limits.askProgramSeconds,
	});
	const options = optionsIn(text(stdout) || stderr);
	if (options.length > 0) return options;
	const {name} = context.runtime;
	if (exit !== 0)
		throw new Disagreement('exit', `${name} ${kind} --help fails: ${lastWords(stderr) ?? `exit ${exit}`}`);
	throw new EvidenceMissing(`the help of ${name} ${kind} names no option`);
};

type Asked = {instance: Instance; kind: Kind; folders: Dumped['folders']};

const withoutOption = (argv: readonly string[], {name}: Option): string[] => {
	const at = argv.indexOf(`--${name}`);
	return at === -1 ? [...argv] : argv.toSpliced(at, 2);
};

/** A failed restore may leave a container behind, so each restore has an id of its own. */
const commandOf = (
	{runtime}: CellContext,
	{instance: {id}, kind, folders}: Asked,
	options: readonly Option[],
	turn: number,
): string => {
	const words = options.flatMap(option => [...option.words]);
	const given = {folders, lockFlag: undefined, leaveRunning: false, tcpEstablished: false, words};
	const spell = (argv: readonly string[]): string =>
		commandLine(options.filter(({isLeftOut}) => isLeftOut).reduce(withoutOption, [...argv]));
	if (kind === 'checkpoint') return spell(runtime.checkpoint(id, given));
	const another = `option-${turn}`;
	return `${spell(runtime.restore(another, given))}; ${commandLine(runtime.delete(another))}`;
};

/** The request of each command, and what the runtime printed in the first one. */
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

/** The request of the runtime with each set of options, and what it printed with the first one. */
const ask = async (
	context: CellContext,
	asked: Asked,
	sets: readonly (readonly Option[])[],
): Promise<{sent: Sent[]; stderr: string}> => {
	const commands = sets.map((options, turn) => {
		const command = commandOf(context, asked, options, turn);
		return `mkdir -p ${folder}/${turn}/requests\nexport NETLOCK_EVIDENCE=${folder}/${turn}\n{ ${command}; } > /dev/null 2> ${folder}/${turn}/stderr`;
	});
	const {image, work} = asked.folders;
	await shell(
		context,
		// Without `--image-path` a runtime takes the folder `checkpoint`, and looks for `../previous` beside it.
		`rm -rf ${folder} && mkdir -p ${folder}/previous "$2" "$2/../previous" "$3" && ln -s "$2" ${folder}/checkpoint && ${install}`,
		refusingCriu,
		image,
		work,
	);
	await run(context, ['sh', '-c', `cd ${folder}\n${commands.join('\n')}\ntrue`], {
		limitSeconds: limits.operationSeconds,
	});
	await shell(context, uninstall);
	const {requests, stderr} = await sentIn(context);
	return {sent: sets.map((options, turn) => ({options, fields: requests.get(String(turn))})), stderr};
};

/** The pairs of the first wrong set that are wrong by themselves. If there are none, all wrong sets. */
const byPair = async (
	wrong: readonly {options: readonly Option[]; problem: string}[],
	problemsOf: (sets: readonly (readonly Option[])[]) => Promise<{problem: string}[]>,
): Promise<string[]> => {
	const [first] = wrong;
	if (first === undefined) return [];
	const pairs = await problemsOf(pairsOf(first.options));
	return (pairs.length > 0 ? pairs : wrong).map(({problem}) => problem);
};

/** Options without an effect come last: a known defect in them would hide one in another option. */
const byWeight = (problems: readonly string[]): string[] =>
	problems.toSorted((a, b) => Number(a.includes('changes nothing')) - Number(b.includes('changes nothing')));

/** @throws Disagreement that names the first option that changes a field that is not its own */
export const askWithEveryOption = async (context: CellContext, asked: Asked): Promise<void> => {
	const {name} = context.runtime;
	const {kind} = asked;
	const options = await helpOf(context, kind);
	const {
		sent: [first, ...all],
		stderr,
	} = await ask(context, asked, [[], ...options.map(option => [option])]);
	const plain = first?.fields;
	if (plain === undefined) {
		throw new Disagreement('request', `${name} ${kind} sends CRIU no request without an option`, plainLines(stderr));
	}
	const singles = all.filter(({fields}) => fields !== undefined);
	const problemsOf = async (sets: readonly (readonly Option[])[]) =>
		setProblems(plain, singles, (await ask(context, asked, sets)).sent);
	const wrong = await problemsOf(coveringSets(singles.flatMap(({options: own}) => own)));
	const [problem, ...more] = byWeight([...aloneProblems(plain, singles), ...(await byPair(wrong, problemsOf))]);
	if (problem !== undefined) throw new Disagreement('request', `${name} ${kind}: ${problem}`, more.slice(0, 8));
};
