// `checkpoint --help` names the option and every lock that can be asked for.
// The help is the only place for it: crun’s manual page does not have the option.
import {scenario} from '../harness/index.ts';

scenario(
	'the help names the locks that can be asked for',
	{
		locks: ['nftables'],
		runtimes: ({hasLockFlag}) => hasLockFlag,
		reports: {
			'containers/crun#1613': 'the pull request that gave crun the option',
		},
	},
	async ({help}) => {
		await help.names(['--network-lock', 'iptables', 'nftables', 'skip']);
	},
);
