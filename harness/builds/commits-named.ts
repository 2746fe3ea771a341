// The commits that `git:REPO@REF[,REF…]` names in a repository on this machine. A ref may be a range of releases,
// `1.18..1.21`: the first release, and every tag of its series with a later version, up to the last release.
import {resolve} from 'node:path';
import {UsageError} from '../model/usage-error.ts';
import {quote} from '../support/quote.ts';
import {gitSync, said} from './git.ts';
import {releasesBetween} from './release-tags.ts';
import {requireFolder} from './source-tree.ts';

export type NamedCommit = {repository: string; hash: string; ref: string};

/** A ref in the form that the name of a column takes. */
export const labelOf = (ref: string): string =>
	ref.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[-.]+|-+$/g, '') || 'commit';

/** @throws UsageError */
export const commitsNamed = (option: string, value: string): NamedCommit[] => {
	const [, path = '', refs = ''] = /^(.+)@([^@]+)$/.exec(value) ?? [];
	if (path === '')
		throw new UsageError(
			`${option}: not a repository and a ref`,
			'Valid: git:REPO@REF, git:REPO@REF,REF, git:REPO@FIRST..LAST',
		);
	const repository = resolve(path);
	requireFolder(option, repository);
	const git = (...words: string[]): string => {
		try {
			return gitSync('-C', repository, ...words);
		} catch (error) {
			throw new UsageError(`${option}: ${said(error)}`);
		}
	};
	git('rev-parse', '--git-dir');
	const commitAt = (ref: string): NamedCommit => {
		// git would take a ref that begins with a dash for an option.
		if (!/^[^-.]/.test(ref)) throw new UsageError(`${option}: "${ref}" is no ref`);
		try {
			return {repository, ref, hash: gitSync('-C', repository, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`)};
		} catch {
			const whole = `git -C ${quote(repository)}`;
			throw new UsageError(
				`${option}: "${ref}" is no commit of ${repository}`,
				git('rev-parse', '--is-shallow-repository') === 'true'
					? `It is a shallow clone; this command brings the rest: ${whole} fetch --unshallow --tags`
					: `This command lists its tags and branches: ${whole} for-each-ref`,
			);
		}
	};
	const releases = (range: string): NamedCommit[] => {
		const [first = '', last = '', ...more] = range.split('..');
		if (more.length > 0)
			throw new UsageError(
				`${option}: "${range}" is no range`,
				'Valid: FIRST..LAST, FIRST.. up to what is checked out',
			);
		const ends = [commitAt(first), commitAt(last || 'HEAD')] as const;
		const tags = git(
			'for-each-ref',
			'--format=%(refname:lstrip=2)',
			`--merged=${ends[1].hash}`,
			`--no-merged=${ends[0].hash}`,
			'refs/tags',
		);
		const between = releasesBetween(tags.split('\n'), first, last);
		if (between.length === 0)
			throw new UsageError(
				`${option}: no release between ${first} and ${last || 'HEAD'}`,
				'Releases are tags with a version, such as 1.21 or v4.1, of one series; the older one comes first',
			);
		return [ends[0], ...between.map(tag => commitAt(tag))];
	};
	return refs.split(',').flatMap(ref => (ref.includes('..') ? releases(ref) : [commitAt(ref)]));
};
