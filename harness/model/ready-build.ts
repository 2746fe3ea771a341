// A build that can be run, and what it is in each image.
import type {UnderTest} from './artifact.ts';
import type {RuntimeName} from './axes.ts';
import type {BuildResult} from './build-result.ts';
import type {Replaced} from './effective-facts.ts';

/** A column that can be run. `in`: image id → artifacts and what was measured of them there; no entry: all the image's own. */
export type ReadyBuild = {
	id: string;
	runtime: RuntimeName;
	in: Record<
		string,
		{state: 'ready'; underTest: UnderTest; replaced: Replaced} | {state: 'miss'; reason: string; help: string}
	>;
	result: BuildResult;
};
