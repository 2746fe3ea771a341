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
	{
		...forky,
		scenario: 'tcp-connecting',
		defect: 'drops what the restored container sends',
		saboteur: 'blocks-output-after-restore.sh',
		lock: 'nftables',
		layer: 'behaviour',
		verdict: /no byte flows after the restore: 0 of 0 bytes came back/,
	},
	{
		...forky,
		scenario: 'tcp-ending',
		defect: 'drops what the restored container sends',
		saboteur: 'blocks-output-after-restore.sh',
		lock: 'nftables',
		layer: 'behaviour',
		verdict: /what the container had sent did not come back whole: \d+ of 32768 bytes came back, 0 wrong/,
	},
	{
		...forky,
		scenario: 'udp-veth',
		defect: 'drops what the restored container sends',
		saboteur: 'blocks-output-after-restore.sh',
		lock: 'nftables',
		layer: 'behaviour',
		verdict: /datagrams do not flow: 0 bytes came back to the container, 0 to its peer/,
	},
	{
		...forky,
		scenario: 'unix-pair',
		defect: 'lets Unix sockets have their other end outside, asked or not',
		saboteur: 'always-ext-unix-sk.sh',
		lock: 'skip',
		layer: 'request',
		verdict: /nothing was asked of checkpoint, but crun sent ext_unix_sk = true \(field 4\)/,
	},
];
