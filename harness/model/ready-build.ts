// A build that can be run, and what it is in each image.
import type {RuntimeName} from './axes.ts';
import type {BuildResult} from './build-result.ts';
import type {Replaced} from './effective-facts.ts';
import type {UnderTest} from './under-test.ts';

/** What a column is in one image. */
export type BuildInImage =
	| {state: 'ready'; underTest: UnderTest; replaced: Replaced}
	| {state: 'miss'; reason: string; help: string};

/** A column that can be run. `in`: image id → what it is there, where that is not all the image's own. */
export type ReadyBuild = {
	id: string;
	runtime: RuntimeName;
	in: Record<string, BuildInImage>;
	result: BuildResult;
};
