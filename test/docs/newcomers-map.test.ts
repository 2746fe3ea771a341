// docs/architecture.md: every file that the newcomer's map names exists, and every folder of test/ is explained.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';
import {floors} from '../floors/floors.ts';

const text = readFileSync(join(project.root, 'docs/architecture.md'), 'utf8');
const section = text.split(/^## /m).find(each => each.startsWith("A newcomer's map\n")) ?? '';
const rows = [...section.matchAll(/^\| (?!to add|-)(.+?) \| (.+) \|$/gm)].map(([, change = '', files = '']) => ({
	change,
	files,
}));
const pathsIn = (files: string): string[] => [...files.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

test('the map has the thirteen changes, each with files', t => {
	t.is(rows.length, 13);
	for (const {change, files} of rows) t.true(pathsIn(files).length > 0, change);
});

for (const {change, files} of rows) {
	test(`the files to touch for ${change} exist`, t => {
		t.deepEqual(
			pathsIn(files).filter(path => !existsSync(join(project.root, path))),
			[],
		);
	});
}

test('every folder of test/ has the name of a room, or is in the table of folders', t => {
	const [, row = ''] = /^\| `test\/` \| (.*) \|$/m.exec(text) ?? [];
	const folders = readdirSync(join(project.root, 'test'), {withFileTypes: true}).filter(each => each.isDirectory());
	t.deepEqual(
		folders.map(({name}) => name).filter(name => !floors.flat().includes(name) && !row.includes(`\`${name}/\``)),
		[],
	);
});
