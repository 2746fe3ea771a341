// The command that opens a cell's sandbox by hand. The saved commands.sh of a cell that did not pass can run in it.
import {dirname} from 'node:path';
import type {Artifact} from '../model/artifact.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {RunPlan} from '../results/plan.ts';
import {quote} from '../support/quote.ts';
import {partsOf} from './plan-file.ts';

/** A binary with libraries is named by its folder: netlock then takes the libraries too. */
const given = ({path, libcriu, libraries = []}: Artifact): string =>
	libcriu === undefined && libraries.length === 0 ? path : dirname(path);

export const reproduce = (plan: RunPlan, cell: PlannedCell): string => {
	const {
		build,
		place: {underTest},
	} = partsOf(plan, cell);
	const runtime = underTest.runtime ? `${build.runtime}=${given(underTest.runtime)}` : build.runtime;
	const others = Object.entries({criu: underTest.criu, libcriu: underTest.libcriu, podman: underTest.podman});
	const words = [
		...['--runtime', runtime],
		...others.flatMap(([name, artifact]) => (artifact ? [`--${name}`, given(artifact)] : [])),
		...['--lock', cell.lock],
		...(plan.bundle ? ['--bundle', plan.bundle.folder] : []),
	];
	return `bin/netlock shell ${cell.image} ${words.map(quote).join(' ')}`;
};
