// The plan when a scenario file is run by hand with `npx ava`: the core images, packaged runtimes, every lock.
import {availableParallelism} from 'node:os';
import {columns} from '../builds/columns.ts';
import {parseRuntime} from '../builds/request.ts';
import type {EngineConfig} from '../engine/connect.ts';
import {coreImages, readImages} from '../images/definition.ts';
import {locks, runtimeNames} from '../model/axes.ts';
import {project} from '../model/checkout.ts';
import type {RunPlan} from '../results/plan.ts';
import {prepare} from '../run/prepare.ts';

export const defaultPlan = async (engine: EngineConfig): Promise<RunPlan> => {
	const images = coreImages(await readImages(project.images));
	const builds = columns(runtimeNames.map(parseRuntime), [{source: 'package', id: 'criu'}]);
	const everything = {images, scenarios: [], locks, builds};
	const {plan} = await prepare(everything, {engine, command: 'npx ava', jobs: availableParallelism() * 2});
	return plan;
};
