// Turns a bug reference into an address. Text from a file becomes a link only if it is clearly a web address.

/** `containers/crun#1627` or an http(s) address → address; anything else → undefined. */
export const bugUrl = (bug: string): string | undefined => {
	const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(bug) ?? [];
	if (repository !== undefined) return `https://github.com/${repository}/issues/${number}`;
	return /^https?:\/\//.test(bug) && URL.canParse(bug) ? new URL(bug).href : undefined;
};
