// The table of reports: its formats, the files that are written, and the names for the command line.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {UsageError} from '../../harness/model/usage-error.ts';
import {formatNames, formats} from '../../harness/report/formats.ts';
import {writeReports} from '../../harness/run/write-reports.ts';
import {read, refused} from '../cli/command-line.ts';
import {folderWith} from '../fixtures/folder.ts';
import {sampleResults} from '../fixtures/results.ts';

test('each format has its own file', t => {
	const files = formatNames.map(name => formats[name].file);
	t.is(new Set(files).size, files.length);
	t.false(files.includes('results.json'));
});

for (const format of formatNames) {
	test(`${format}: only its file is written, with the output of its renderer, or no file for no output`, async t => {
		const folder = await folderWith(t, {});
		const {file, load} = formats[format];
		const content = (await load())(sampleResults());
		t.deepEqual(
			await writeReports(folder, sampleResults(), [format]),
			content === undefined ? [] : [join(folder, file)],
		);
		t.deepEqual(readdirSync(folder), content === undefined ? [] : [file]);
		if (content !== undefined) t.is(readFileSync(join(folder, file), 'utf8'), content);
	});

	test(`${format} is a name that run and report take`, async t => {
		for (const command of ['run', 'report'])
			t.like((await read(command, '--format', format)).options, {format: [format]});
	});
}

test('without a named format, the usual ones with content are written', async t => {
	const folder = await folderWith(t, {});
	await writeReports(folder, sampleResults());
	t.deepEqual(readdirSync(folder), ['index.html', 'matrix.md']);
});

test('several formats may be named; a repeated name counts once; the error for an unknown one lists them', async t => {
	t.deepEqual((await read('report', '--format', 'html,markdown', '--format', 'html')).options.format, [
		'html',
		'markdown',
	]);
	const {error} = await refused('run', '--format', 'junitt');
	if (!(error instanceof UsageError)) return t.fail(String(error));
	t.is(error.shortMessage, '--format: there is no "junitt"');
	t.regex(error.message, /Did you mean junit\?/);
});
