// Every option of `checkpoint` changes its own field of the request and nothing else, alone and beside every other.
// The options are those of the runtime’s own help. A lock that is lost beside another option is lost in silence.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'an option of checkpoint changes its own field and nothing else',
	{
		locks: ['unset'],
		reports: {
			'containers/crun#1613': 'the pull request that gave crun the option',
			'containers/crun#1627': 'a lock that nobody asked for is in the request',
		},
		has: ['host-network'],
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'host'});
		await running.everyOptionKeepsToItself();
	},
);
