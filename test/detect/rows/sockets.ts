import type {Row} from '../row.ts';

const forky = {image: 'debian-forky', runtime: 'crun'} as const;

export const rows: Row[] = [
	{
		...forky,
		scenario: 'tcp-half-closed',
		defect: 'drops what the restored container sends',
		saboteur: 'blocks-output-after-restore.sh',
		lock: 'nftables',
		layer: 'behaviour',
		verdict: /bytes were lost: 0 of 32768 bytes came back/,
	},
	{
		...forky,
		scenario: 'firewall-tracks-veth',
		defect: 'has the kernel track nothing any more',
		saboteur: 'tracks-nothing.sh',
		lock: 'skip',
		layer: 'kernel',
		verdict: /the container’s own firewall gained/,
	},
	{
		...forky,
		scenario: 'firewall-tracks-private',
		defect: 'loses what the kernel tracked',
		saboteur: 'forgets-what-was-tracked.sh',
		lock: 'nftables',
		layer: 'behaviour',
		verdict: /no byte flows after the restore/,
	},
];
