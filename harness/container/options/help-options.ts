// Reads the options of a runtime's command from its own help. No list of options is kept here.

export type Option = {
	name: string;
	words: readonly string[];
	/** netlock gives it with every command: here it is left out. */
	isLeftOut?: true;
};

// Values for options that need one. An option is left out if no arbitrary value works, or if it has only one value,
// which is sent anyway (runc's empty-ns).
const values: Record<string, readonly string[]> = {
	'lsm-mount-context': ['system_u:object_r:netlock_t:s0'],
	'lsm-profile': ['apparmor:netlock'],
	'manage-cgroups-mode': ['full'],
	'network-lock': ['nftables', 'iptables', 'skip'],
	'page-server': ['192.0.2.9:9'],
	'parent-path': ['../previous'],
	'pid-file': ['/run/netlock/options/pid'],
};

// Not tried: options that every command here already has, and options that make the command do something else.
const apart = new Set('bundle console-socket detach help lazy-pages pre-dump status-fd usage'.split(' '));

/** Matches `--image-path=DIR` (crun) and `--image-path value` (runc). In crun's help `--network-lock` has no value. */
// Blanks only: line ends in it would be tried again from every line, which takes for ever where there are many.
const line = /^[ \t]+(?:-\w, )?--([a-z-]+)(=[A-Z]+| value)?/gm;

/** netlock gives these with every command. */
const leftOut = new Set(['image-path', 'work-path']);

const isLock = ({name}: Option): boolean => name === 'network-lock';

/** One entry for each value of an option. The lock comes first. */
export const optionsIn = (help: string): Option[] => {
	const options = [...help.matchAll(line)].flatMap(([, name = '', value]): Option[] => {
		if (leftOut.has(name)) return [{name, words: [], isLeftOut: true}];
		if (apart.has(name)) return [];
		const given = values[name];
		if (given !== undefined) return given.map(each => ({name, words: [`--${name}`, each]}));
		return value === undefined ? [{name, words: [`--${name}`]}] : [];
	});
	return options.toSorted((a, b) => Number(isLock(b)) - Number(isLock(a)));
};

export const spelled = (options: readonly Option[]): string =>
	options.map(({name, words, isLeftOut}) => (isLeftOut ? `without --${name}` : words.join(' '))).join(' ');
