// Under `skip` a container is dumped and restored on a kernel without netfilter. `skip` needs nothing from the kernel,
// so a missing feature must not matter.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'skip needs no netfilter in the kernel',
	{
		locks: ['skip'],
		reports: {
			'checkpoint-restore/criu#2148': 'a kernel without nftables makes every call of CRIU fail',
			'opencontainers/runc#4274': 'runc cannot checkpoint on a kernel without nftables',
			'checkpoint-restore/criu#2197': '`skip` is meant for hosts where no lock can be taken',
		},
		has: ['lasting-network'],
	},
	async ({container, tools}) => {
		const running = await container.start(counter(), {network: 'veth'});
		await tools.lackNetfilter();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
	},
);
