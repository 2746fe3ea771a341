// Upstream version numbers of CRIU and the kernel: dotted numbers, compared part by part.
// Package versions are not compared here: only dpkg and rpm know their order.

const parts = (version: string): number[] => (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);

/** Negative, zero or positive if `a` is older than, equal to or newer than `b`: `4.1.1` < `4.2`. */
export const compareVersions = (a: string, b: string): number => {
	const [left, right] = [parts(a), parts(b)];
	for (let index = 0; index < Math.max(left.length, right.length); index++) {
		const difference = (left[index] ?? 0) - (right[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
};

const holds: Record<string, (order: number) => boolean> = {
	'<': order => order < 0,
	'<=': order => order <= 0,
	'>': order => order > 0,
	'>=': order => order >= 0,
	'=': order => order === 0,
};

const term = /^(<=|>=|<|>|=)\s*(\d+(?:\.\d+)*)$/;

/** Whether the text is a range: terms that must all hold, as in `>=3.16 <4.2`. */
export const isVersionRange = (range: string): boolean =>
	range.split(/\s+/).every(each => term.test(each)) && range !== '';

/** Whether a version is in a range. A version that cannot be read is in none. */
export const satisfies = (version: string, range: string): boolean =>
	/^\d/.test(version) &&
	range.split(/\s+/).every(each => {
		const [, operator = '=', bound = '0'] = term.exec(each) ?? [];
		return holds[operator]?.(compareVersions(version, bound)) ?? false;
	});
