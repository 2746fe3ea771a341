// The help names what can be asked for: there is no other place, as crun's manual page has no word of the option.
// Guards containers/crun#1613 (where the option came from).
import {scenario} from '../harness/index.ts';

scenario(
	'the help names the locks that can be asked for',
	{
		locks: ['nftables'],
		runtimes: ['crun'],
		reports: ['containers/crun#1613'],
	},
	async ({help}) => {
		await help.names(['--network-lock', 'iptables', 'nftables', 'skip']);
	},
);
