// The form of the prose: one sentence a line, and none too long. Tables, code and generated pages are excepted.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';
import {pagePaths} from './page-paths.ts';
import {proseProblems} from './prose.ts';

// Pages that commands generate from real cells or from the commands' definitions.
const generated = [
	'docs/seen-to-fail.md',
	'docs/detector.md',
	'docs/cross-restore.md',
	'docs/commands.md',
	'docs/minimal-intervention.md',
];

const pages = pagePaths().filter(page => !generated.includes(page));

test('every page has one sentence a line, and none of more than 45 words', t => {
	t.true(pages.length > 20);
	const problems = pages.flatMap(page =>
		proseProblems(readFileSync(join(project.root, page), 'utf8')).map(
			({line, problem}) => `${page}:${line}: ${problem}`,
		),
	);
	t.deepEqual(problems, []);
});

const found = test.macro({
	exec(t, text: string, ...problems: string[]) {
		t.deepEqual(
			proseProblems(text).map(({line, problem}) => `${line}: ${problem}`),
			problems,
		);
	},
	title: (what = '') => `prose: ${what}`,
});
test('two sentences in a line', found, 'One. Two.\n', '1: two sentences in a line: One. Two.');
test(
	'a sentence that goes on in the next line',
	found,
	'A sentence\ngoes on.\n',
	'2: goes on from the line before: goes on.',
);
test('a list item that goes on', found, '- one\n  and more\n', '2: goes on from the line before: and more');
test('a second sentence of a list item', found, '- One.\n  Two.\n');
test('a sentence that is too long', found, `${'word '.repeat(46)}\n`, '1: 46 words in a sentence, 45 are the most');
test(
	'code, tables, addresses and abbreviations',
	found,
	'| a. B. | c |\n```\nA. B.\n```\n`a. B` is one, e.g. CRIU 4.1. \n\n    A. B.\n',
);
