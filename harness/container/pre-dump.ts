// A pre-dump: CRIU writes the memory of the container, which runs on. It takes no lock (CRIU criu/cr-dump.c,
// cr_pre_dump_tasks), and runs no action script: the kernel itself tells whether there were rules in between.
import {decodeRequest} from '../evidence/request.ts';
import {lockMakers} from '../evidence/ruleset-monitor.ts';
import {limits} from '../support/limits.ts';
import {text} from '../support/text.ts';
import {type CellContext, run} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import {type Files, fetchFiles, inFolder} from './evidence-files.ts';
import {foldersOf, type Instance} from './instance.ts';
import {said} from './layers/failure.ts';
import {holdMemory, saveOomKills} from './out-of-memory.ts';

export type PreDump = {
	/** Words for the command line of the dump that follows. */
	words: readonly string[];
};

const folder = 'run/netlock/pre-dump';

/** Says `unwatched` where the runtime was not even called. */
const script = `
	folder=$1 image=$2 work=$3 namespace=$4 tools=/opt/netlock/bin
	mkdir -p "$folder/requests" "$folder/rulesets" "$image" "$work" && "$tools/stamp" > "$folder/began" &&
		${saveOomKills} &&
		"$tools/watch-ruleset" start "$namespace" "$folder/monitor.txt" "$folder/monitor.pid" || { echo unwatched; exit 1; }
	shift 4
	"$@"
	status=$?
	"$tools/watch-ruleset" stop "$folder/monitor.pid"
	exit "$status"`;

const locked = (files: Files): string | undefined => {
	const stages = inFolder(files, `${folder}/rulesets`).filter(([name]) => name.includes('-network-lock.'));
	if (stages.length > 0) return 'CRIU ran the action script of the stage network-lock';
	const monitor = files.get(`${folder}/monitor.txt`)?.toString('utf8');
	if (monitor === undefined) throw new EvidenceMissing('nothing watched the rules during the pre-dump');
	const makers = lockMakers(monitor);
	return makers.length > 0 ? `${makers.join(', ')} put a lock into the kernel` : undefined;
};

/** @throws Disagreement when it fails, sends CRIU no pre-dump request, or takes a lock */
export const preDump = async (context: CellContext, instance: Instance): Promise<PreDump> => {
	const {topology, id} = instance;
	const {name} = context.runtime;
	if (topology.network.kind !== 'path') throw new EvidenceMissing('rules are watched where the network is known');
	const {image, work, bundle} = foldersOf(instance, 0);
	const lockFlag = context.told === 'flag' ? context.method : undefined;
	const argv = context.runtime.checkpoint(id, {
		folders: {bundle, image, work},
		lockFlag,
		leaveRunning: false,
		tcpEstablished: false,
		words: ['--pre-dump'],
	});
	const words = [`/${folder}`, image, work, topology.network.path, ...argv];
	const {exit, stdout, stderr} = await run(context, ['sh', '-c', script, 'sh', ...words], {
		limitSeconds: limits.operationSeconds,
		env: {NETLOCK_EVIDENCE: `/${folder}`},
	});
	if (/^unwatched$/m.test(text(stdout))) throw new EvidenceMissing('the rules could not be watched', stderr);
	await holdMemory(context, {operation: 'checkpoint --pre-dump', exit}, `/${folder}`);
	if (exit !== 0) throw new Disagreement('exit', `${name} checkpoint --pre-dump fails: ${said({stderr, exit})}`);
	const files = await fetchFiles(context, instance, {folder, images: image.slice(1), others: []});
	const requests = inFolder(files, `${folder}/requests`).map(([, bytes]) => decodeRequest(bytes));
	if (!requests.some(({type}) => type === 'pre-dump')) {
		throw new Disagreement('request', `${name} checkpoint --pre-dump succeeds, but sent CRIU no such request`);
	}
	const problem = locked(files);
	if (problem !== undefined) throw new Disagreement('kernel', `the pre-dump was to take no lock, but ${problem}`);
	return {words: ['--parent-path', `../${image.split('/').at(-1)}`]};
};
