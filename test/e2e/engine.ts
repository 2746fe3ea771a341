// The engine for the tests: the one that `netlock` finds.
import {environment} from '../../harness/ava/environment.ts';
import {connect, type Engine} from '../../harness/engine/connect.ts';
import {label} from '../../harness/engine/labels.ts';

export const engine = (): Promise<Engine> => connect(environment().engine);

/**
 * Names of netlock's containers with a label, running or not: those of one run, or of one netlock. Other runs may be in
 * progress.
 */
export const netlockContainers = async (name: string, value: string): Promise<string[]> => {
	const {docker} = await engine();
	const containers = await docker.listContainers({all: true, filters: {label: [`${name}=${value}`]}});
	return containers.map(({Names, Labels}) => `${Names.join()} ${Labels[label.cell]}`);
};
