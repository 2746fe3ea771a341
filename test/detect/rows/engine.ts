import type {Row} from '../row.ts';

const forky = {image: 'debian-forky', runtime: 'crun'} as const;

export const rows: Row[] = [
	{
		...forky,
		scenario: 'netns-hook-inside',
		defect: 'takes all rules away after the restore',
		saboteur: 'loses-the-firewall.sh',
		lock: 'nftables',
		layer: 'kernel',
		verdict: /of what the hook had added the container lacks its firewall table/,
	},
	{
		...forky,
		packaged: true,
		scenario: 'netns-hook-outside',
		defect: 'restores a device without its other end outside',
		lock: 'skip',
		layer: 'exit',
		verdict: /crun restore fails: .*net: Unknown peer net namespace/,
	},
	{
		...forky,
		scenario: 'restore-beside',
		defect: 'leaves a lock with the container that the copy was dumped from',
		saboteur: 'locks-the-first.sh',
		lock: 'nftables',
		layer: 'kernel',
		verdict: /left behind in the container’s network namespace: table inet CRIU-first/,
	},
	{
		...forky,
		scenario: 'restore-at-another-address',
		defect: 'drops what the restored container sends',
		saboteur: 'blocks-output-after-restore.sh',
		lock: 'skip',
		layer: 'behaviour',
		verdict: /after the restore, no byte came back to a new peer: ETIMEDOUT/,
	},
];
