// Reads the options of a command line, with the names that CRIU uses for them.

// Options for which runtimes and CRIU have different names. A dump on top of another one must track memory too.
const inCriusWords: Readonly<Record<string, readonly string[]>> = {
	'tcp-skip-in-flight': ['skip-in-flight'],
	'manage-cgroups-mode': ['manage-cgroups'],
	'image-path': ['images-dir'],
	'work-path': ['work-dir'],
	'parent-path': ['prev-images-dir', 'track-mem'],
};

export const optionsInCriusWords = (name: string): readonly string[] => inCriusWords[name] ?? [name];

export const askedOptions = (words: readonly string[]): string[] =>
	words
		.filter(word => word.startsWith('--'))
		.flatMap(word => optionsInCriusWords(word.slice(2).split('=', 1)[0] ?? ''));
