// The known-bad set: crun and CRIU as Debian trixie has them (a few as forky has), each with one defect, and the cell that must flag it.
// That a cell is red is not enough: it has to be this one, on this layer. What a defect mimics is at the head of its patch.
import type {Layer, Lock, RuntimeName} from '../../harness/model/axes.ts';
import type {Party} from '../../harness/model/cause.ts';

/** A unified diff, `patches/<project>/<file>`, against the upstream sources of the image's package: in trixie crun 1.21, CRIU 4.1.1. */
export type Patch = {
	/** The tree that it is for. libcriu is part of CRIU's. */
	project: 'crun' | 'criu';
	file: string;
};

export type Defect = {
	id: string;
	/** In one line, what the patched build does. */
	defect: string;
	/** Mostly one; several only where neither does any harm alone. */
	patches: readonly Patch[];
	/** Image of the cell; `debian-trixie` when it is left out. */
	image?: string;
	/** Runtime of the cell; `crun` when it is left out. */
	runtime?: RuntimeName;
	/** The scenario that must fail, by its file's name. */
	scenario: string;
	lock: Lock;
	/** The layer on which it must fail: the first one that shows the defect. */
	layer: Layer;
};

/** Who has to mend it: libcriu is CRIU's, so what is patched in crun is crun's, also where it takes a libcriu that lets it pass. */
export const trueParty = ({patches}: Defect): Party =>
	patches.some(({project}) => project === 'crun') ? 'runtime' : 'CRIU';

type Rest = Omit<Defect, 'patches'>;

const only =
	(project: Patch['project']) =>
	(rest: Rest): Defect => ({...rest, patches: [{project, file: `${rest.id}.patch`}]});
const crun = only('crun');
const criu = only('criu');
/** Trixie's CRIU cannot dump connections on kernels from 6.16 on; forky's has the same lock. */
const onHost = (rest: Rest): Defect => criu({...rest, image: 'debian-forky'});

export const defects: readonly Defect[] = [
	{
		id: 'forces-iptables-when-unset',
		defect: 'crun asks for iptables when nothing was asked of it (containers/crun#1627)',
		patches: [
			{project: 'crun', file: 'forces-iptables-when-unset.patch'},
			{project: 'criu', file: 'libcriu-has-bit-before-validation.patch'},
		],
		scenario: 'unset-leaves-choice',
		lock: 'unset',
		layer: 'request',
	},
	crun({
		id: 'drops-an-explicit-choice',
		defect: 'crun checkpoint parses --network-lock and forgets what it says',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'request',
	}),
	crun({
		id: 'maps-nftables-to-iptables',
		defect: 'crun takes nftables for iptables',
		scenario: 'cli-separate-value',
		lock: 'nftables',
		layer: 'request',
	}),
	crun({
		id: 'sends-nftables-as-skip',
		defect: 'crun takes nftables for skip',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'request',
	}),
	crun({
		id: 'sends-the-choice-only-at-restore',
		defect: 'crun sends --network-lock with a restore, and not with a checkpoint',
		scenario: 'config-flag-beats-default-conf',
		lock: 'nftables',
		layer: 'request',
	}),
	crun({
		id: 'drops-the-choice-at-restore',
		defect: 'crun restore takes --network-lock and sends nothing',
		scenario: 'restore-uses-recorded-method',
		lock: 'nftables',
		layer: 'request',
	}),
	crun({
		id: 'forces-iptables-at-restore',
		defect: 'crun restore asks for iptables when nothing was asked of it',
		scenario: 'unset-leaves-choice',
		lock: 'unset',
		layer: 'request',
	}),
	crun({
		id: 'treats-skip-as-unset',
		defect: 'crun takes skip for nothing',
		scenario: 'explicit-is-honoured',
		lock: 'skip',
		layer: 'request',
	}),
	crun({
		id: 'accepts-an-unknown-value',
		defect: 'crun takes a method that does not exist for none',
		scenario: 'cli-unknown-value',
		lock: 'nftables',
		layer: 'exit',
	}),
	crun({
		id: 'refuses-without-naming-the-lock',
		defect: 'crun refuses an unknown method with words that do not speak of the lock',
		scenario: 'cli-unknown-value',
		lock: 'nftables',
		layer: 'exit',
	}),
	crun({
		id: 'ignores-the-second-value',
		defect: 'crun takes the first of two --network-lock',
		scenario: 'cli-value-twice',
		lock: 'nftables',
		layer: 'request',
	}),
	crun({
		id: 'forgets-the-choice-with-tcp-established',
		defect: 'crun forgets the lock when --tcp-established is given too',
		scenario: 'broken-tool',
		lock: 'iptables',
		layer: 'request',
	}),
	crun({
		id: 'forgets-the-choice-with-leave-running',
		defect: 'crun forgets the lock when --leave-running is given too',
		scenario: 'left-after-leave-running',
		lock: 'nftables',
		layer: 'request',
	}),
	crun({
		id: 'swallows-a-failed-dump',
		defect: 'crun checkpoint exits with 0 when the dump failed',
		scenario: 'left-after-failed-dump',
		lock: 'nftables',
		layer: 'exit',
	}),
	criu({
		id: 'never-unlocks-after-restore',
		defect: 'CRIU does not unlock after a restore',
		scenario: 'nothing-left-behind',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'unlocks-before-sockets-are-dumped',
		defect: 'CRIU unlocks before it dumps sockets and memory',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'unlocks-when-the-dump-is-done',
		defect: 'CRIU unlocks at the end of every dump, not only when the tasks go on',
		scenario: 'held-drops-unmarked',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'locks-ipv4-only',
		defect: 'CRIU does not lock IPv6 when it locks with iptables',
		scenario: 'held-drops-unmarked',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'locks-input-only',
		defect: 'CRIU’s nftables lock holds what comes in, and lets go out what is sent',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'locks-with-policy-accept',
		defect: 'CRIU’s nftables lock has chains that accept what they do not name',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'drops-marked-packets-too',
		defect: 'CRIU’s nftables lock drops packets with CRIU’s own mark',
		scenario: 'held-passes-marked',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'leaves-a-chain',
		defect: 'CRIU does not delete its iptables chain when it unlocks',
		scenario: 'nothing-left-behind',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'flushes-the-containers-rules',
		defect: 'CRIU flushes INPUT and OUTPUT when it unlocks iptables',
		scenario: 'firewall-kept-iptables-nft',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'names-its-table-by-pid',
		defect: 'CRIU names its nftables table by the process id of the root task (checkpoint-restore/criu#2550)',
		scenario: 'nothing-left-behind',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'names-all-tables-alike',
		defect: 'CRIU gives its nftables table one name for all dumps',
		scenario: 'pod-both-dumped',
		lock: 'nftables',
		layer: 'exit',
	}),
	criu({
		id: 'locks-its-own-netns',
		defect: 'CRIU locks the network namespace that it is in, not the container’s',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'locks-the-host-as-a-whole',
		defect: 'CRIU locks the host’s network namespace as a whole',
		scenario: 'netns-host',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'goes-on-unlocked',
		defect: 'CRIU goes on when the network cannot be locked',
		scenario: 'action-script-fails',
		lock: 'nftables',
		layer: 'exit',
	}),
	criu({
		id: 'leaves-the-lock-of-a-failed-dump',
		defect: 'CRIU does not unlock when a dump fails',
		scenario: 'broken-tool',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'stays-locked-when-left-running',
		defect: 'CRIU does not unlock when it leaves the container running',
		scenario: 'left-after-leave-running',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'locks-under-skip',
		defect: 'CRIU locks with iptables when it is to skip the lock',
		scenario: 'explicit-is-honoured',
		lock: 'skip',
		layer: 'kernel',
	}),
	criu({
		id: 'runs-no-scripts-under-skip',
		defect: 'CRIU runs no network-lock scripts when the lock is skipped',
		scenario: 'action-scripts-run',
		lock: 'skip',
		layer: 'kernel',
	}),
	criu({
		id: 'ignores-the-requested-lock',
		defect: 'CRIU checks the lock of a request, and does not take it over',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'record',
	}),
	criu({
		id: 'records-the-wrong-method',
		defect: 'CRIU records the method by the number that it has in a request',
		scenario: 'explicit-is-honoured',
		lock: 'iptables',
		layer: 'record',
	}),
	criu({
		id: 'records-iptables-always',
		defect: 'CRIU records iptables whatever it used',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'record',
	}),
	criu({
		id: 'misreads-nftables-in-a-file',
		defect: 'CRIU takes nftables in a configuration file for iptables',
		scenario: 'config-default-conf',
		lock: 'nftables',
		layer: 'record',
	}),
	criu({
		id: 'lets-default-conf-beat-the-request',
		defect: 'CRIU goes by a request only when default.conf names no other lock',
		scenario: 'config-flag-beats-default-conf',
		lock: 'nftables',
		layer: 'record',
	}),
	criu({
		id: 'unlocks-by-its-default',
		defect: 'CRIU restores by its own method, not by the one that the image has',
		scenario: 'restore-uses-recorded-method',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'falls-back-to-its-default',
		defect: 'CRIU takes its own method when the image has none',
		scenario: 'inventory-without-method',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-udp-through',
		defect: 'CRIU’s nftables lock lets UDP through',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-icmp-through',
		defect: 'CRIU’s nftables lock lets ICMP through',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-icmpv6-through',
		defect: 'CRIU’s iptables lock lets ICMPv6 through',
		scenario: 'held-packets',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-established-through',
		defect: 'CRIU’s nftables lock lets through what belongs to an established connection',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'lets-loopback-through',
		defect: 'CRIU’s nftables lock lets loopback through',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'accepts-another-mark',
		defect: 'CRIU’s nftables lock passes another mark besides CRIU’s own',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'masks-the-mark',
		defect: 'CRIU’s iptables lock passes every mark that ends like CRIU’s own',
		scenario: 'held-packets',
		lock: 'iptables',
		layer: 'kernel',
	}),
	criu({
		id: 'drops-new-connections-only',
		defect: 'CRIU’s nftables lock drops the first packet of new TCP connections, and nothing else',
		scenario: 'held-packets',
		lock: 'nftables',
		layer: 'kernel',
	}),
	onHost({
		id: 'ignores-ipv6-connections',
		defect: 'CRIU locks no IPv6 connection in the host’s network namespace with iptables',
		scenario: 'tcp-netns-host-ipv6',
		lock: 'iptables',
		layer: 'kernel',
	}),
	onHost({
		id: 'locks-one-direction-of-a-connection',
		defect: 'CRIU’s nftables lock holds one direction of a connection in the host’s network namespace',
		scenario: 'tcp-netns-host',
		lock: 'nftables',
		layer: 'kernel',
	}),
	onHost({
		id: 'ignores-half-closed-connections',
		defect: 'CRIU locks only established connections in the host’s network namespace',
		scenario: 'tcp-netns-host-half-closed',
		lock: 'nftables',
		layer: 'kernel',
	}),
];
