// Reads the options of a command line, with the names that CRIU uses for them.

// Options for which runtimes and CRIU have different names.
const inCriusWords: Record<string, string> = {
	'tcp-skip-in-flight': 'skip-in-flight',
	'manage-cgroups-mode': 'manage-cgroups',
};

export const optionInCriusWords = (name: string): string => inCriusWords[name] ?? name;

export const askedOptions = (words: readonly string[]): string[] =>
	words.filter(word => word.startsWith('--')).map(word => optionInCriusWords(word.slice(2).split('=', 1)[0] ?? ''));
