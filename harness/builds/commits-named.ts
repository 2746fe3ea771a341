// The commits that `git:REPO@REF[,REF…]` names in a repository on this machine. A ref may be a range of releases,
// `1.18..1.21`: the first release, and every tag with a later version, up to the last release.
import {resolve} from 'node:path';
import {UsageError} from '../model/usage-error.ts';
import {quote} from '../support/quote.ts';
import {gitSync, said} from './git.ts';
import {requireFolder} from './source-tree.ts';

export type NamedCommit = {repository: string; hash: string; ref: string};

/** The tag of a release. Tags of release candidates do not match. */
const release = /^\D{0,8}\d+(?:\.\d+)+$/;

const inOrder = new Intl.Collator('en', {numeric: true});

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
			throw new UsageError(
				`${option}: "${ref}" is no commit of ${repository}`,
				`This command lists its tags and branches: git -C ${quote(repository)} for-each-ref`,
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
			'--format=%(refname:short)',
			`--merged=${ends[1].hash}`,
			`--no-merged=${ends[0].hash}`,
			'refs/tags',
		);
		const between = tags
			.split('\n')
			.filter(tag => release.test(tag))
			.sort(inOrder.compare);
		if (between.length === 0)
			throw new UsageError(
				`${option}: no release between ${first} and ${last || 'HEAD'}`,
				'Releases are tags with a version, such as 1.21 or v4.1',
			);
		return [ends[0], ...between.filter(tag => tag !== first).map(commitAt)];
	};
	return refs.split(',').flatMap(ref => (ref.includes('..') ? releases(ref) : [commitAt(ref)]));
};
