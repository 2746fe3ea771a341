import type {Row} from '../row.ts';

const image = 'debian-forky';
const runtime = 'crun';

export const rows: Row[] = [
	{
		scenario: 'restore-in-debian-forky-bare',
		defect: 'starts anew in the other place',
		saboteur: 'starts-anew.sh',
		image,
		destination: 'debian-forky-bare',
		runtime,
		lock: 'nftables',
		layer: 'behaviour',
		verdict: /the workload began anew/,
	},
	{
		scenario: 'second-restore',
		defect: 'uses the checkpoint up',
		saboteur: 'uses-up-the-checkpoint.sh',
		image,
		runtime,
		lock: 'nftables',
		layer: 'exit',
		verdict: /crun restore fails: .*core-1\.img/,
	},
	{
		scenario: 'restore-into-fresh-netns',
		defect: 'leaves the network locked that it restored into',
		saboteur: 'locks-after-restore.sh',
		image,
		runtime,
		lock: 'nftables',
		layer: 'kernel',
		verdict: /left behind in the container’s network namespace: .*table inet CRIU-/,
	},
];
