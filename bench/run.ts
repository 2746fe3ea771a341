// What netlock costs: whole cells (a sandbox each, four layers of evidence) against a bare shell loop of the same
// checkpoint/restore cycles in one sandbox, in one run. Prints the ratio.

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
import {netlockRun} from '../test/e2e/netlock.ts';

const image = 'debian-forky';
const cycles = 20;

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

/** Milliseconds per cycle of a loop that does nothing but run, checkpoint, restore, delete. */
const bareLoop = async (): Promise<number> => {
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
		const {exit, stderr, duration} = await context.sandbox.exec(['sh', '-c', script], {limitSeconds: 300});
		if (exit !== 0) throw new Error(`the loop failed (exit ${exit}): ${stderr}`);
		return duration / cycles;
	} finally {
		await close();
	}
};

const cells = async (): Promise<{perCell: number; ran: number; jobs: number}> => {
	const {results} = await netlockRun(
		'--core',
		'--scenario',
		'explicit-is-honoured',
		'--scenario',
		'unset-leaves-choice',
	);
	const ran = results.cells.filter(({evidence}) => evidence !== undefined).length;
	const wall = Date.parse(results.run.finished) - Date.parse(results.run.started);
	return {perCell: wall / ran, ran, jobs: results.run.jobs};
};

const loop = await bareLoop();
const {perCell, ran, jobs} = await cells();
process.stdout.write(
	`bare shell loop, one sandbox, no evidence: ${Math.round(loop)} ms per cycle (${cycles} cycles)\n`,
);
process.stdout.write(
	`netlock run, a sandbox per cell, four layers: ${Math.round(perCell)} ms per cell (${ran} cells, ${jobs} at a time)\n`,
);
process.stdout.write(`ratio: ${(perCell / loop).toFixed(2)}\n`);
