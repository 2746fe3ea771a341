// What a release is checked against: the version files, the changelog, the schemas, git.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {schemaVersion} from '../harness/model/results.ts';

export type Facts = {
	packageVersion: string;
	lockVersion: string;
	changelog: string;
	/** File → version of its schema. */
	schemas: Readonly<Record<string, number>>;
	/** `git status --porcelain` */
	changes: string;
	tags: readonly string[];
};

export const readFacts = (root: string): Facts => {
	const text = (name: string): string => readFileSync(join(root, name), 'utf8');
	const git = (...words: string[]): string => execFileSync('git', words, {cwd: root, encoding: 'utf8'}).trim();
	return {
		packageVersion: JSON.parse(text('package.json')).version,
		lockVersion: JSON.parse(text('package-lock.json')).version,
		changelog: text('CHANGELOG.md'),
		schemas: {'results.json': schemaVersion},
		changes: git('status', '--porcelain'),
		tags: git('tag', '--list', 'v*')
			.split('\n')
			.filter(tag => tag !== ''),
	};
};
