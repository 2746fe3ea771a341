// Checks the kernel features that CRIU and the locks need, as far as the machine shows them.
import {type Check, gap, note, ok} from './check.ts';
import type {KernelView} from './kernel-view.ts';

type Feature = {
	name: string;
	/** Kernel configuration options without CONFIG_, each with its module if it can be one. */
	options: Record<string, string | undefined>;
	/** The consequence when one is missing. */
	consequence: string;
	/** Whether the matrix cannot run without it. */
	needed: boolean;
};

/** https://criu.org/Linux_kernel; CRIU criu/net.c and criu/kerndat.c for the locks. */
const features: Feature[] = [
	{
		name: 'checkpoint/restore',
		options: {CHECKPOINT_RESTORE: undefined, NAMESPACES: undefined},
		consequence: 'CRIU cannot dump',
		needed: true,
	},
	{
		name: 'socket diagnosis',
		options: {INET_DIAG: 'inet_diag', UNIX_DIAG: 'unix_diag', NETLINK_DIAG: 'netlink_diag'},
		consequence: 'CRIU cannot find sockets',
		needed: true,
	},
	{
		name: 'nftables',
		options: {NF_TABLES: 'nf_tables', NF_TABLES_INET: undefined},
		consequence: 'CRIU cannot make its table',
		needed: true,
	},
	{
		name: 'iptables-nft',
		options: {NFT_COMPAT: 'nft_compat', NETFILTER_XT_MARK: 'xt_mark'},
		consequence: 'the iptables lock may fail',
		needed: false,
	},
	{
		name: 'iptables-legacy',
		options: {IP_NF_IPTABLES: 'ip_tables', IP6_NF_IPTABLES: 'ip6_tables'},
		consequence: 'the iptables lock fails in images whose iptables is the legacy one',
		needed: false,
	},
	{
		name: 'veth pairs',
		options: {VETH: 'veth'},
		consequence: 'cells with a peer outside the container cannot run',
		needed: false,
	},
	{
		name: 'TUN devices',
		options: {TUN: 'tun'},
		consequence: 'CRIU cannot dump one; no scenario has one',
		needed: false,
	},
	{
		name: 'soft-dirty pages',
		options: {MEM_SOFT_DIRTY: undefined},
		consequence: 'no incremental dumps; no scenario makes one',
		needed: false,
	},
];

type Answer = 'yes' | 'no' | 'unknown';

const ask = ({config, modules, modulesListed, traces}: KernelView, option: string, module?: string): Answer => {
	if (traces.has(option) || (module !== undefined && modules.has(module))) return 'yes';
	if (config === undefined) return 'unknown';
	const value = config.get(option);
	if (value === 'y') return 'yes';
	if (value !== 'm') return 'no';
	// A configured module may be in a package that is not installed.
	return modulesListed ? 'no' : 'unknown';
};

const fix = 'boot a kernel that has it, or install the package with the rest of its modules';

const featureCheck = (kernel: KernelView, {name, options, consequence, needed}: Feature): Check => {
	const answers = Object.entries(options).map(([option, module]) => ({option, answer: ask(kernel, option, module)}));
	const having = (wanted: Answer): string =>
		answers
			.filter(({answer}) => answer === wanted)
			.map(({option}) => option)
			.join(', ');
	const [missing, unknown] = [having('no'), having('unknown')];
	if (missing !== '') {
		const detail = `without ${missing}: ${consequence}`;
		return needed ? gap(name, detail, fix) : note(name, detail);
	}
	if (unknown !== '') return note(name, `cannot tell whether ${unknown} ${unknown.includes(',') ? 'are' : 'is'} there`);
	return ok(name, having('yes'));
};

export const kernelChecks = (kernel: KernelView): Check[] => features.map(feature => featureCheck(kernel, feature));
