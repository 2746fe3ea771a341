// The result of one check of this machine. Checks are shown in groups.

export type Check = {
	name: string;
	/** `gap`: the matrix cannot run without it. `note`: the matrix runs, with the consequence that `detail` names. */
	state: 'ok' | 'gap' | 'note';
	detail: string;
	/** How to mend it. A command stands in backticks. */
	fix?: string;
};
export type Group = {title: string; checks: Check[]};

export const ok = (name: string, detail: string): Check => ({name, state: 'ok', detail});

export const note = (name: string, detail: string, fix?: string): Check => ({
	name,
	state: 'note',
	detail,
	...(fix !== undefined && {fix}),
});

/** Every gap has a fix. */
export const gap = (name: string, detail: string, fix: string): Check => ({name, state: 'gap', detail, fix});
