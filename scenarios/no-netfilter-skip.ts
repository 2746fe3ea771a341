// `skip` asks nothing of the kernel, so a kernel without netfilter must not keep a container from being dumped and restored.
// Guards checkpoint-restore/criu#2148 (one missing netfilter feature made every call of CRIU fail), criu#2197 (what skip is for).
import {counter, scenario} from '../harness/index.ts';

scenario(
	'skip needs no netfilter in the kernel',
	{
		locks: ['skip'],
		reports: ['checkpoint-restore/criu#2148', 'opencontainers/runc#4274'],
	},
	async ({container, tools, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		await tools.lackNetfilter();
		const checkpoint = await running.checkpoint();
		checkpoint.request.isAsAsked();
		checkpoint.record.says(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
	},
);
