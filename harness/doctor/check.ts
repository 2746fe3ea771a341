// What one check of this machine found. Checks come in groups, as they are shown.

export type Check = {
	name: string;
	/** `gap`: without it the matrix cannot run here. `note`: it runs, with the consequence that `detail` names. */
	state: 'ok' | 'gap' | 'note';
	detail: string;
	/** What to do about it; a command stands in backticks. */
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

/** There is no gap without a fix. */
export const gap = (name: string, detail: string, fix: string): Check => ({name, state: 'gap', detail, fix});
