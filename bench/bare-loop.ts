// A bare shell loop of checkpoint/restore cycles, in one sandbox, without evidence: the floor.

import {environment} from '../harness/ava/environment.ts';
import {counter} from '../harness/bundle/workload.ts';
import {type CellContext, commandLine} from '../harness/container/cell-context.ts';
import {layOut} from '../harness/container/container.ts';
import {foldersOf} from '../harness/container/instance.ts';
import {connect} from '../harness/engine/connect.ts';
import {readImages} from '../harness/images/definition.ts';
import {project} from '../harness/model/checkout.ts';
import {prepareImages} from '../harness/run/prepare-images.ts';
import {runtimes} from '../harness/runtimes/runtime.ts';
import {openSandbox} from '../harness/sandbox/open-sandbox.ts';
import {ownerOf} from '../harness/support/owner.ts';
import {type Cost, measured} from './measure.ts';

const image = 'debian-forky';

const openLab = async (): Promise<{context: CellContext; close: () => Promise<unknown>}> => {
	const supply = await connect(environment().engine);
	const {docker} = supply;
	const definitions = (await readImages(project.images)).filter(({id}) => id === image);
	const [ready] = await prepareImages(supply, definitions, () => {});
	if (ready?.state !== 'ready') throw new Error(`${image} is unavailable: ${ready?.reason}`);
	const {ref, facts} = ready;
	const sandbox = await openSandbox(docker, {ref, run: 'bench', cell: 'bench', owner: ownerOf(process.pid)});
	const context: CellContext = {
		sandbox,
		runtime: runtimes.crun,
		facts,
		lock: 'nftables',
		method: 'nftables',
		told: 'flag',
		criuFiles: new Map(),
		evidence: {operations: []},
		commands: [],
	};
	return {context, close: sandbox.stop};
};

/** The cost of one cycle of a loop that only runs: run, checkpoint, restore, delete. */
export const bareLoop = async (cycles: number): Promise<Cost> => {
	const {context, close} = await openLab();
	try {
		const {id, bundle} = await layOut(context, counter());
		const folders = foldersOf({id, bundle}, 1);
		const restore = {folders, tcpEstablished: false, words: []};
		const checkpoint = {...restore, lockFlag: 'nftables' as const, leaveRunning: false};
		const {runtime} = context;
		const steps = [
			runtime.run(id, bundle),
			runtime.checkpoint(id, checkpoint),
			runtime.restore(id, restore),
			runtime.delete(id),
		];
		// Without netlock's action script, and without the tap: PATH is the image's own.
		const script = `rm -f /etc/criu/default.conf; mkdir -p ${folders.image} ${folders.work}
			for cycle in $(seq ${cycles}); do ${steps.map(commandLine).join(' && ')} || exit; rm -rf ${folders.image}/*; done`;
		const {value, processor} = await measured(() => context.sandbox.exec(['sh', '-c', script], {limitSeconds: 300}));
		const {exit, stderr, duration} = value;
		if (exit !== 0) throw new Error(`the loop failed (exit ${exit}): ${stderr}`);
		return {wall: duration / cycles, processor: processor / cycles};
	} finally {
		await close();
	}
};
