// The releases of a repository that the matrix takes when no refs are given.
import {compareBuild, parse} from 'semver';

/** Releases that the matrix takes where the repository has them; it takes every later one too. */
export const usual = {
	crun: ['1.18.2', '1.19', '1.19.1', '1.20', '1.21', '1.23.1', '1.24', '1.26', '1.27.1'],
	criu: ['v3.19', 'v4.0', 'v4.1', 'v4.1.1', 'v4.2', 'v4.2.1'],
} as const;

const release = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/;

/** Undefined for a tag that is no release, such as that of a release candidate. */
const versionOf = (tag: string) => {
	const [, major, minor, patch = '0'] = release.exec(tag) ?? [];
	return major === undefined ? null : parse(`${major}.${minor}.${patch}`);
};

/** The refs in order of their versions. `tags`: all that the repository has. */
export const refsAmong = (tags: readonly string[], wanted: readonly string[]): string[] => {
	const last = versionOf(wanted.at(-1) ?? '');
	return tags
		.flatMap(tag => {
			const version = versionOf(tag);
			return version === null ? [] : [{tag, version}];
		})
		.filter(({tag, version}) => wanted.includes(tag) || (last !== null && compareBuild(version, last) > 0))
		.sort((a, b) => compareBuild(a.version, b.version))
		.map(({tag}) => tag);
};
