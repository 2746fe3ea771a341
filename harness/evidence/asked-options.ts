// The options of a command line, in CRIU's own words for them.

// Options that runtimes call otherwise than CRIU does.
const inCriusWords: Record<string, string> = {
	'tcp-skip-in-flight': 'skip-in-flight',
	'manage-cgroups-mode': 'manage-cgroups',
};

export const optionInCriusWords = (name: string): string => inCriusWords[name] ?? name;

export const askedOptions = (words: readonly string[]): string[] =>
	words.filter(word => word.startsWith('--')).map(word => optionInCriusWords(word.slice(2).split('=', 1)[0] ?? ''));
