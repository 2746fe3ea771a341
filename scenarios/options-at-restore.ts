// Every option of `restore` changes its own field of the request and nothing else, alone and beside every other.
// The options are those of the runtime’s own help. crun up to 1.28 forgets the value of --manage-cgroups-mode.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'an option of restore changes its own field and nothing else',
	{
		locks: ['unset'],
		reports: {
			'containers/crun#2241': 'restore --manage-cgroups-mode has no effect',
			'containers/crun#1627': 'a lock that nobody asked for is in the request',
		},
		has: ['host-network'],
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'host'});
		const checkpoint = await running.checkpoint();
		await checkpoint.everyOptionKeepsToItself();
	},
);
