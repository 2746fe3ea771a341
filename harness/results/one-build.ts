// Takes the results of one build from those of a run, as if only that build had run.
import type {Results} from '../model/results.ts';
import {withCauses} from './causes/causes.ts';

/** The run's name then includes the build, as in `2026-11-28T10-00-00-1:crun`. */
export const oneBuild = (results: Results, build: string): Results =>
	withCauses({
		...results,
		run: {...results.run, id: `${results.run.id}:${build}`},
		builds: results.builds.filter(({id}) => id === build),
		cells: results.cells.filter(({runtime}) => runtime === build),
	});
