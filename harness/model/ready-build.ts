// A build that can run, with its artifacts and facts in each image.
import {z} from 'zod';
import {underTest} from './artifact.ts';
import {runtimeNames} from './axes.ts';
import {buildResult} from './build-result.ts';
import {replaced} from './effective-facts.ts';

/** A column that can run. `in`: image id → artifacts and their facts there. No entry: all parts are the image's own. */
export const readyBuild = z.object({
	id: z.string(),
	runtime: z.enum(runtimeNames),
	in: z.record(
		z.string(),
		z.discriminatedUnion('state', [
			z.object({state: z.literal('ready'), underTest, replaced}),
			z.object({state: z.literal('miss'), reason: z.string(), help: z.string()}),
		]),
	),
	result: buildResult,
});
export type ReadyBuild = z.infer<typeof readyBuild>;
