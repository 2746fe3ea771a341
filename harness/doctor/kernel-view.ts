// Reads what the machine shows of the kernel's features: its published configuration, its modules, files in /proc.
import {gunzipSync} from 'node:zlib';
import type {MachineFiles} from './machine-files.ts';

export type KernelView = {
	/** Option without CONFIG_ → `y`, `m`, a number or text. Undefined when no configuration is published. */
	config: Map<string, string> | undefined;
	/** Modules loaded, built in or installed. */
	modules: Set<string>;
	/** Whether the list of installed modules could be read. */
	modulesListed: boolean;
	/** Options that files in /proc prove. */
	traces: Set<string>;
};

export const parseConfig = (text: string): Map<string, string> =>
	new Map([...text.matchAll(/^CONFIG_(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));

const readConfig = ({text, bytes}: MachineFiles, release: string): Map<string, string> | undefined => {
	const packed = bytes('/proc/config.gz');
	const found = packed
		? gunzipSync(packed).toString('utf8')
		: (text(`/boot/config-${release}`) ?? text(`/lib/modules/${release}/config`));
	return found === undefined ? undefined : parseConfig(found);
};

/** `kernel/net/netfilter/nf_tables.ko.zst: …` → `nf_tables` */
const moduleNames = (list: string): string[] =>
	[...list.matchAll(/^[^:\n]*?([\w-]+)\.ko/gm)].map(([, name = '']) => name.replaceAll('-', '_'));

const traces = ({exists, text}: MachineFiles): string[] => [
	// Linux kernel/pid_namespace.c
	...(exists('/proc/sys/kernel/ns_last_pid') ? ['CHECKPOINT_RESTORE'] : []),
	...(exists('/proc/self/ns/pid') && exists('/proc/self/ns/net') ? ['NAMESPACES'] : []),
	...(/\btun$/m.test(text('/proc/misc') ?? '') ? ['TUN'] : []),
	...(exists('/proc/net/ip_tables_names') ? ['IP_NF_IPTABLES'] : []),
	...(exists('/proc/net/ip6_tables_names') ? ['IP6_NF_IPTABLES'] : []),
];

export const viewKernel = (files: MachineFiles, release: string): KernelView => {
	const installed = files.text(`/lib/modules/${release}/modules.dep`);
	const builtIn = files.text(`/lib/modules/${release}/modules.builtin`) ?? '';
	return {
		config: readConfig(files, release),
		modules: new Set([...moduleNames(installed ?? ''), ...moduleNames(builtIn), ...files.names('/sys/module')]),
		modulesListed: installed !== undefined,
		traces: new Set(traces(files)),
	};
};
