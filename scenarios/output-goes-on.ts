// The container’s output goes to pipes, as under an engine, and to a log file. Each restore brings new pipes. Every line comes
// through, also when a restored container is dumped again, and when a checkpoint is restored a second time.
import {scenario, speaker} from '../harness/index.ts';

scenario(
	'what the container writes goes on after a second restore',
	{
		// A lock stops no pipe. Every image has the tool of this one.
		locks: ['nftables'],
		reports: {
			'containers/crun#756': 'after a second checkpoint and restore nobody reads the container’s output',
			'checkpoint-restore/criu#1258': 'a log file that has grown since makes a second restore fail',
		},
	},
	async ({container}) => {
		const running = await container.start(speaker());
		const first = await running.checkpoint();
		const restored = await first.restore();
		await restored.continuesCounting();
		await restored.outputGoesOn();
		const second = await restored.checkpoint();
		const log = await second.saveLog();
		const again = await second.restore();
		await again.continuesCounting();
		await again.outputGoesOn();
		await again.remove();
		await log.bringBack();
		const last = await second.restore();
		await last.continuesCounting();
		await last.outputGoesOn();
	},
);
