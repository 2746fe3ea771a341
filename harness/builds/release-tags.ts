// Which tags of a repository are the releases of a range: those of the same series as its ends, by version.

/** The tag of a release: the name of its series, if any, and a version. Tags of release candidates do not match. */
const release = /^(\D*?)(\d+(?:\.\d+)+)$/;

const inOrder = new Intl.Collator('en', {numeric: true});

/** `1.21` and `v1.21` are of two series: a repository may have both for one commit. */
const parse = (tag: string): {series: string; version: string} | undefined => {
	const [, series, version] = release.exec(tag) ?? [];
	return series === undefined || version === undefined ? undefined : {series, version};
};

/**
 * The releases after `first`, up to `last`, in the order of their versions. `tags`: those of commits between the two. An
 * older release is among them if its branch was merged later.
 */
export const releasesBetween = (tags: readonly string[], first: string, last: string): string[] => {
	const [from, to] = [parse(first), parse(last)];
	const series = (from ?? to)?.series;
	return tags
		.flatMap(tag => {
			const found = parse(tag);
			return found === undefined ? [] : [{tag, ...found}];
		})
		.filter(each => series === undefined || each.series === series)
		.filter(({version}) => from === undefined || inOrder.compare(version, from.version) > 0)
		.filter(({version}) => to === undefined || inOrder.compare(version, to.version) <= 0)
		.sort((a, b) => inOrder.compare(a.version, b.version))
		.map(({tag}) => tag);
};
