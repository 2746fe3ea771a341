// Columns that netlock adds itself (docs/builds.md): which of them a run has, and which cells of those.
import type {Build} from '../builds/columns.ts';
import type {Scenario} from '../model/declaration.ts';
import type {PlannedCell, PlannedImage} from '../model/planned.ts';

/** Only these scenarios run in a sample column, because it must cost little. */
const isSampled = ({spec}: Scenario): boolean => spec.core === true || spec.smoke === true;

/** Leaves out sample columns that would have no cell, or whose part is unavailable. */
export const withoutIdleSamples = async (
	builds: readonly Build[],
	scenarios: readonly Scenario[],
	imageOf: (id: string) => Promise<PlannedImage | undefined>,
): Promise<Build[]> => {
	const samples: Build[] = [];
	for (const build of builds) {
		const {isSample, libcriu} = build;
		const isIdle =
			isSample === true &&
			(!scenarios.some(isSampled) ||
				(libcriu?.source === 'image' && (await imageOf(libcriu.image))?.state !== 'ready'));
		if (!isIdle) samples.push(build);
	}
	return samples;
};

/** Whether a cell is in the run: a sample column runs only some scenarios. */
export const isInSample = (
	builds: readonly Build[],
	scenarios: readonly Scenario[],
): ((cell: PlannedCell) => boolean) => {
	const samples = new Set(builds.filter(({isSample}) => isSample).map(({id}) => id));
	const sampled = new Set(scenarios.filter(isSampled).map(({id}) => id));
	return ({runtime, scenario}) => !samples.has(runtime) || sampled.has(scenario);
};
