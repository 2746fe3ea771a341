// The plan when a scenario file is run by hand with `npx ava`: every image, packaged runtimes, every lock.
import {availableParallelism} from 'node:os';
import {parseBuild} from '../builds/request.ts';
import type {EngineConfig} from '../engine/connect.ts';
import {locks, runtimeNames} from '../plan/axes.ts';
import type {RunPlan} from '../run/plan-file.ts';
import {prepare} from '../run/prepare.ts';

export const defaultPlan = async (engine: EngineConfig): Promise<RunPlan> => {
	const everything = {images: [], scenarios: [], locks, builds: runtimeNames.map(parseBuild)};
	const {plan} = await prepare(everything, {engine, jobs: availableParallelism() * 2});
	return plan;
};
