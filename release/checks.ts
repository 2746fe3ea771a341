// What stands in the way of a release, a line each, and the notes that it would have.
import {compare, gt, rcompare, valid} from 'semver';
import type {Facts} from './facts.ts';

/** Heading and notes of a version in CHANGELOG.md. */
const sectionOf = (changelog: string, version: string): {heading: string; notes: string} | undefined =>
	changelog
		.split(/^## /m)
		.map(section => ({heading: section.split('\n', 1)[0] ?? '', notes: section.replace(/^.*\n/, '').trim()}))
		.find(({heading}) => heading.split(' ', 1)[0] === version);

export const notesOf = (changelog: string, version: string): string => sectionOf(changelog, version)?.notes ?? '';

const describeSchemas = (schemas: Facts['schemas']): string =>
	`Schemas: ${Object.entries(schemas)
		.map(([file, version]) => `${file} ${version}`)
		.join(', ')}.`;

export const problemsOf = (version: string, facts: Facts): string[] => {
	if (valid(version) !== version) return [`${version} is no version: give it as 1.2.3`];
	const problems: string[] = [];
	const {packageVersion, lockVersion, changelog, schemas, changes, tags} = facts;
	for (const [file, found] of Object.entries({'package.json': packageVersion, 'package-lock.json': lockVersion})) {
		if (found !== version)
			problems.push(`${file} has version ${found}: run npm version --no-git-tag-version ${version}`);
	}
	const [latest] = tags
		.map(tag => tag.slice(1))
		.filter(tag => valid(tag) !== null)
		.sort(rcompare);
	if (latest !== undefined && !gt(version, latest)) {
		const relation = compare(version, latest) === 0 ? 'is tagged already' : `is older than the tag v${latest}`;
		problems.push(`${version} ${relation}: choose a newer version`);
	}
	const {heading = '', notes = ''} = sectionOf(changelog, version) ?? {};
	if (notes === '') problems.push(`CHANGELOG.md has nothing below "## ${version}": write what users notice`);
	else if (!notes.includes(describeSchemas(schemas))) {
		problems.push(`CHANGELOG.md does not say below "## ${version}": ${describeSchemas(schemas)}`);
	}
	if (heading.includes('unreleased')) {
		problems.push(`CHANGELOG.md calls ${version} unreleased: put the date there, as in "## ${version} (2026-11-28)"`);
	}
	if (changes !== '') problems.push(`the tree is not clean: commit or stash\n${changes.replaceAll(/^/gm, '  ')}`);
	return problems;
};
