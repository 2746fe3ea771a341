// The engine that the tests run on: the same one that `netlock` finds.
import {environment} from '../../harness/ava/environment.ts';
import {connect, type Engine} from '../../harness/engine/connect.ts';
import {label} from '../../harness/engine/labels.ts';

export const engine = (): Promise<Engine> => connect(environment().engine);

/** Names of all containers of netlock's, or of one run, running or not. */
export const netlockContainers = async (run?: string): Promise<string[]> => {
	const {docker} = await engine();
	const containers = await docker.listContainers({
		all: true,
		filters: {label: [run === undefined ? label.run : `${label.run}=${run}`]},
	});
	return containers.map(({Names, Labels}) => `${Names.join()} ${Labels[label.cell]}`);
};
