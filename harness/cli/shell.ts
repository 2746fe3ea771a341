// `netlock shell IMAGE`: opens a shell in a sandbox like that of a cell, to reproduce a failure by hand.
import {resolve} from 'node:path';
import {Argument, Command, Option} from 'commander';
import {prepareBuilds} from '../builds/prepare-builds.ts';
import {counter} from '../bundle/workload.ts';
import {type CellContext, commandLine, path} from '../container/cell-context.ts';
import {layOut} from '../container/container.ts';
import {bundleOf, defaultId, foldersOf} from '../container/instance.ts';
import {attach} from '../engine/attach.ts';
import {connect} from '../engine/connect.ts';
import {ImageUnavailable} from '../engine/errors.ts';
import {shellRun} from '../engine/labels.ts';
import {type ImageDefinition, readImages} from '../images/definition.ts';
import {type Lock, locks} from '../model/axes.ts';
import {project} from '../model/checkout.ts';
import {effectiveFacts} from '../model/effective-facts.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {readOwnBundle} from '../run/own-bundle.ts';
import {buildStore} from '../run/prepare.ts';
import {imagesByName, prepareImages, requireSources} from '../run/prepare-images.ts';
import {runtimes, toldBy} from '../runtimes/runtime.ts';
import {openSandbox} from '../sandbox/open-sandbox.ts';
import {extraCapabilities} from '../sandbox/privileges.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {ownerOf} from '../support/owner.ts';
import {commandArgument} from './empty-values.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {onInterrupt} from './interrupt.ts';
import {withNames} from './names.ts';
import {newProgress} from './new-progress.ts';
import {bundleOption, choice} from './options.ts';
import {parseBuilds} from './selection.ts';

type Options = {runtime: string; criu: string; libcriu: string; podman: string; lock: Lock; bundle?: string};

const findImage = (all: readonly ImageDefinition[], id: string): ImageDefinition => {
	const found = all.find(each => each.id === id);
	if (!found)
		throw notAmong(
			'image',
			id,
			all.map(each => each.id),
			'`netlock images list` shows them',
		);
	return found;
};

const guide = ({runtime, told, method}: CellContext): string => {
	const bundle = bundleOf(defaultId);
	const folders = foldersOf({id: defaultId, bundle}, 1);
	const lockFlag = told === 'flag' ? method : undefined;
	return [
		'A sandbox as a cell has it. The bundle with a counting workload is in /cell/bundle; what the tap and the action script see',
		'goes to /run/netlock/current. For example:',
		`  ${commandLine(runtime.run(defaultId, bundle))}`,
		`  mkdir -p ${folders.image} ${folders.work}`,
		`  ${commandLine(runtime.checkpoint(defaultId, {folders, lockFlag, leaveRunning: false, tcpEstablished: false, words: []}))}`,
		`  ${commandLine(runtime.restore(defaultId, {folders, tcpEstablished: false, words: []}))}`,
		'  ls /run/netlock/current/requests /run/netlock/current/rulesets',
		'The sandbox is removed when the shell ends.',
		'',
	].join('\n');
};

const shell = async (
	id: string,
	command: string[],
	{runtime: wanted, criu, libcriu, podman, lock, bundle: folder}: Options,
): Promise<void> => {
	const builds = parseBuilds([wanted], [criu], [libcriu], [podman]);
	const bundle = folder === undefined ? undefined : await readOwnBundle(resolve(folder));
	const definitions = await readImages(project.images);
	const definition = findImage(definitions, id);
	requireSources(builds, definitions);
	const config = environment.engine();
	const supply = await connect(config);
	const {docker} = supply;
	const progress = newProgress();
	const [image] = await prepareImages(supply, [definition], progress.step);
	if (image?.state !== 'ready') throw new ImageUnavailable(`${id} is unavailable: ${image?.reason}`);
	const imageOf = imagesByName(supply, definitions, [image], progress.step);
	const making = {builders: project.builders, store: buildStore(config), imageOf, onStep: progress.step};
	const [build] = await prepareBuilds(docker, builds, [image], making);
	const placed = build?.in[id];
	if (build === undefined || placed?.state === 'miss') throw new UsageError(`--runtime ${wanted}: is not one build`);
	const {ref} = image;
	const facts = effectiveFacts(image.facts, build.runtime, placed?.replaced ?? {});
	const sandbox = await openSandbox(docker, {
		ref,
		run: shellRun,
		cell: 'shell',
		owner: ownerOf(process.pid),
		underTest: placed?.underTest,
		bundle,
		// With all capabilities, because the commands of any scenario may run here.
		extra: extraCapabilities,
	});
	// If the terminal is closed, nobody needs the sandbox any more.
	const {signal} = onInterrupt(() => {});
	const gone = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), {once: true});
	});
	gone.catch(() => {});
	const attend = async (): Promise<void> => {
		const runtime = runtimes[build.runtime];
		const method = lock === 'unset' ? (facts.criu.defaultLock ?? 'iptables') : lock;
		const told = toldBy(runtime, lock);
		const context: CellContext = {
			sandbox,
			runtime,
			facts,
			lock,
			method,
			told,
			...(bundle && {bundle: bundle.config}),
			criuFiles: new Map(),
			evidence: {operations: []},
			commands: [],
		};
		const interactive = process.stdin.isTTY === true && command.length === 0;
		// A script on standard input may be a cell's commands.sh, which sets the lock itself.
		const isScript = !interactive && command.length === 0;
		await layOut(isScript ? {...context, told: 'nothing'} : context, counter());
		if (interactive) process.stderr.write(guide(context));
		const argv = command.length > 0 ? command : interactive ? ['sh', '-i'] : ['sh', '-s'];
		const {stdin, stdout, stderr} = process;
		const env = {PATH: path, TERM: 'xterm'};
		const attached = attach(sandbox.container, argv, env, {input: stdin, output: stdout, errors: stderr});
		process.exitCode = await Promise.race([attached, gone]);
	};
	await thenCleanUp(attend, () => sandbox.stop());
};

export const shellCommand = (): Command =>
	withExamples(
		new Command('shell')
			.addArgument(withNames(new Argument('<image>', 'as `netlock images list` names it'), 'images'))
			.argument(`[${commandArgument}...]`, 'run this instead of a shell; put -- before it')
			.addOption(new Option('--runtime <build>', 'crun, runc, or as for `netlock run`').default('crun'))
			.addOption(new Option('--criu <build>', 'as for `netlock run`').default('package'))
			.addOption(new Option('--libcriu <build>', 'as for `netlock run`').default('package'))
			.addOption(new Option('--podman <build>', 'as for `netlock run`').default('package'))
			.addOption(bundleOption())
			.addOption(choice('--lock <lock>', 'the lock that the runtime is asked for', locks).default('unset'))
			.description('open a shell in a sandbox like that of a cell; or run a script from standard input'),
		{
			'shell debian-forky --runtime runc --lock nftables': 'A shell, with the commands of a cell to copy.',
			'shell debian-forky --libcriu image:debian-bookworm': 'A shell with the libcriu of another image.',
			'shell debian-forky --podman ./podman -- podman info': 'One command of a podman of your own.',
			'shell debian-forky --criu ./criu -- criu check': 'One command, with a CRIU of your own.',
			'shell debian-forky --bundle ./bundle': 'A shell with a bundle of your own in /cell/bundle.',
			'shell debian-forky < reports/latest/cells/ID/commands.sh': 'Repeats a cell.',
		},
	).action(shell);
