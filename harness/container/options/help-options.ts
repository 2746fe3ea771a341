// The options of a runtime's command, read from its own help: what it has is measured, not written down here.

export type Option = {
	name: string;
	words: readonly string[];
	/** netlock gives it with every command: here it is left out. */
	isLeftOut?: true;
};

// Values for options that want one. Left out is an option whose value nobody can give at random, or that has one value only, which is
// sent anyway (runc's empty-ns).
const values: Record<string, readonly string[]> = {
	'lsm-mount-context': ['system_u:object_r:netlock_t:s0'],
	'lsm-profile': ['apparmor:netlock'],
	'manage-cgroups-mode': ['full'],
	'network-lock': ['nftables', 'iptables', 'skip'],
	'page-server': ['192.0.2.9:9'],
	'parent-path': ['../previous'],
	'pid-file': ['/run/netlock/options/pid'],
};

// Given with every command, or no dump and no restore is asked for with them.
const apart = new Set(
	'bundle console-socket detach help image-path lazy-pages pre-dump status-fd usage work-path'.split(' '),
);

/** Both `--image-path=DIR` (crun) and `--image-path value` (runc); `--network-lock` is without one in crun's help. */
const line = /^\s+(?:-\w, )?--([a-z-]+)(=[A-Z]+| value)?/gm;

const isLock = ({name}: Option): boolean => name === 'network-lock';

/** An option for each value that it takes; the lock first. */
export const optionsIn = (help: string): Option[] => {
	const options = [...help.matchAll(line)].flatMap(([, name = '', value]): Option[] => {
		if (name === 'work-path') return [{name, words: [], isLeftOut: true}];
		if (apart.has(name)) return [];
		const given = values[name];
		if (given !== undefined) return given.map(each => ({name, words: [`--${name}`, each]}));
		return value === undefined ? [{name, words: [`--${name}`]}] : [];
	});
	return options.toSorted((a, b) => Number(isLock(b)) - Number(isLock(a)));
};

export const spelled = (options: readonly Option[]): string =>
	options.map(({name, words, isLeftOut}) => (isLeftOut ? `without --${name}` : words.join(' '))).join(' ');
