// The options of a runtime's command, read from its own help: what it has is measured, not written down here.

export type Option = {name: string; words: readonly string[]};

// Values for options that want one. Left out is an option whose value nobody can give at random, or that has one value only, which is
// sent anyway (runc's empty-ns).
const values: Record<string, string> = {
	'lsm-mount-context': 'system_u:object_r:netlock_t:s0',
	'lsm-profile': 'apparmor:netlock',
	'manage-cgroups-mode': 'full',
	'network-lock': 'nftables',
	'page-server': '192.0.2.9:9',
	'pid-file': '/run/netlock/options/pid',
};

// Given with every command, or no dump and no restore is asked for with them.
const apart = new Set(
	'bundle console-socket detach help image-path lazy-pages parent-path pre-dump status-fd usage work-path'.split(' '),
);

/** Both `--image-path=DIR` (crun) and `--image-path value` (runc); `--network-lock` is without one in crun's help. */
const line = /^\s+(?:-\w, )?--([a-z-]+)(=[A-Z]+| value)?/gm;

export const optionsIn = (help: string): Option[] =>
	[...help.matchAll(line)]
		.map(([, name = '', value]): Option | undefined => {
			if (apart.has(name)) return undefined;
			const given = values[name];
			if (given === undefined) return value === undefined ? {name, words: [`--${name}`]} : undefined;
			return {name, words: [`--${name}`, given]};
		})
		.filter(option => option !== undefined);

/** Each option alone, each beside the lock, and all at once. */
export const setsOf = (options: readonly Option[]): Option[][] => {
	const lock = options.filter(({name}) => name === 'network-lock');
	const others = options.filter(({name}) => name !== 'network-lock');
	return [
		...options.map(option => [option]),
		...lock.flatMap(first => others.map(second => [first, second])),
		...(options.length > 2 ? [[...options]] : []),
	];
};
