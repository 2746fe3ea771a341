// The engine goes away, is killed, or has no space left, in the middle of a run. The rest of the run follows when the
// engine is back.
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {label} from '../../../harness/engine/labels.ts';
import {planFile, readPlan} from '../../../harness/run/plan-file.ts';
import {engine} from '../../e2e/engine.ts';
import {engineProxy} from '../../fixtures/engine-proxy.ts';
import type {Fault} from '../fault.ts';
import {fill} from '../fill.ts';
import {ownEngine} from '../own-engine.ts';
import {look, newSetting, resumed, selection} from '../setting.ts';

const gone: Fault = {
	name: 'the engine goes away',
	blames: [],
	exits: [3],
	hits: 0,
	inflict: async () => {
		const setting = await newSetting();
		const proxy = engineProxy(join(setting.scratch, 'engine.sock'), (await engine()).endpoint.replace('unix://', ''));
		await proxy.open();
		const run = await setting.begin(undefined, {DOCKER_HOST: proxy.endpoint});
		proxy.cut();
		const {exit, stderr} = await run.ended;
		await proxy.open();
		const status = await resumed(setting, exit);
		proxy.cut();
		return look(setting, status, stderr);
	},
};

const killed: Fault = {
	name: 'the engine is killed',
	blames: [],
	exits: [0, 3],
	hits: 0,
	inflict: async () => {
		const own = await ownEngine();
		const setting = await newSetting(own.env);
		const run = await setting.begin([...selection, '--repeat', '3']);
		await sleep(Math.random() * 3000);
		await own.kill();
		const {exit, stderr} = await run.ended;
		await own.start();
		return look(setting, await resumed(setting, exit), stderr);
	},
};

const full: Fault = {
	name: 'the engine’s disk is full',
	blames: ['machine'],
	exits: [1, 3],
	hits: 0,
	inflict: async () => {
		const own = await ownEngine();
		const setting = await newSetting(own.env);
		// Enough rounds: the run still lasts when the disk is full.
		const run = await setting.begin([...selection, '--repeat', '6']);
		const filler = join(own.home, 'filler');
		fill(filler);
		const {exit, stderr} = await run.ended;
		const {blamed, reasons, said} = await look(setting, exit, stderr);
		rmSync(filler);
		// The rest of the run replaces the verdicts of the cells that the full disk hit.
		return {...(await look(setting, await resumed(setting, exit))), blamed, reasons, said};
	},
};

const sandboxGone: Fault = {
	name: 'a sandbox is removed under a cell',
	blames: ['machine', 'harness'],
	exits: [0, 1],
	hits: 1,
	inflict: async () => {
		const setting = await newSetting();
		const run = await setting.begin();
		const {run: id} = await readPlan(planFile(setting.folder));
		const containers = await setting.docker.listContainers({filters: {label: [`${label.run}=${id}`]}});
		for (const {Id} of containers.slice(0, 1))
			await setting.docker
				.getContainer(Id)
				.remove({force: true})
				.catch(() => {});
		const {exit} = await run.ended;
		return look(setting, exit);
	},
};

export const engines: readonly Fault[] = [gone, killed, full, sandboxGone];
