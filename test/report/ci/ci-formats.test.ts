// The formats for CI systems: parsers and schemas of other projects accept them, also with hostile text from
// containers.
import {error, notice} from '@actions/core';
import test from 'ava';
import {makeBadge} from 'badge-maker';
import {parse as parseCsv} from 'csv-parse/sync';
import {parse as parseYaml} from 'yaml';
import {unexpectedCauses} from '../../../harness/report/causes.ts';
import {renderBadge, renderShields} from '../../../harness/report/ci/badge.ts';
import {renderCsv} from '../../../harness/report/ci/csv.ts';
import {renderAnnotations} from '../../../harness/report/ci/github-annotations.ts';
import {renderStepSummary} from '../../../harness/report/ci/github-summary.ts';
import {renderCodeQuality} from '../../../harness/report/ci/gitlab-code-quality.ts';
import {renderJunit} from '../../../harness/report/ci/junit.ts';
import {renderTap} from '../../../harness/report/ci/tap.ts';
import {renderTmt} from '../../../harness/report/ci/tmt.ts';
import {type Format, formatNames, formats, type Render} from '../../../harness/report/formats.ts';
import {renderMarkdown} from '../../../harness/report/markdown.ts';
import {
	combinedResults,
	hostileResults,
	makeCell,
	makeResults,
	sampleResults,
	uniformResults,
} from '../../fixtures/results.ts';
import {schemaProblems, tapOf, xmlProblems} from './read.ts';
import {codeQuality, tmtResults} from './schemas.ts';

const sample = sampleResults();
const hostile = hostileResults();
const runs = {sample, hostile, 'a run without a cell': makeResults({cells: []})};
const junitSchema = new URL('junit.xsd', import.meta.url);
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const failing = sample.cells.filter(({unexpected}) => unexpected);

for (const [name, results] of Object.entries(runs)) {
	test(`JUnit of ${name} is taken by libxml2 and the schema`, async t => {
		t.deepEqual(await xmlProblems(renderJunit(results), junitSchema), []);
	});

	test(`TAP of ${name} is taken by a strict parser, a point for each cell`, t => {
		const {points, extra} = tapOf(renderTap(results));
		t.deepEqual(extra, []);
		t.is(points.length, results.cells.length);
		t.is(points.filter(({ok, todo}) => !ok && !todo).length, results.cells.filter(each => each.unexpected).length);
	});

	test(`tmt’s results of ${name} are as its schema says, an entry for each cell`, t => {
		const entries = parseYaml(renderTmt(results)) as unknown[];
		t.is(entries.length, results.cells.length);
		t.deepEqual(schemaProblems(tmtResults, entries), []);
	});

	test(`GitLab’s code quality report of ${name} is as its schema says, an entry for each cell that fails the run`, t => {
		const entries = JSON.parse(renderCodeQuality(results)) as {fingerprint: string}[];
		t.is(entries.length, results.cells.filter(each => each.unexpected).length);
		t.is(new Set(entries.map(({fingerprint}) => fingerprint)).size, entries.length);
		t.deepEqual(schemaProblems(codeQuality, entries), []);
	});

	test(`CSV of ${name} is read as a row for each cell, and no field is a formula`, t => {
		const text = renderCsv(results);
		const rows = parseCsv(text, {columns: true, record_delimiter: '\r\n'}) as Record<string, string>[];
		t.is(rows.length, results.cells.length);
		t.false(rows.flatMap(row => Object.values(row)).some(field => /^[=+\-@\t\r]/.test(field)));
		t.notRegex(text, /(?<!\r)\n/);
	});

	test(`the badge of ${name} is XML, and shields.io takes its data`, async t => {
		t.deepEqual(await xmlProblems(renderBadge(results)), []);
		const {schemaVersion, ...data} = JSON.parse(renderShields(results)) as {
			schemaVersion: number;
			label: string;
			message: string;
			color: string;
		};
		t.is(schemaVersion, 1);
		t.true(makeBadge(data).includes(`aria-label="${data.label}: ${data.message}"`));
	});

	test(`annotations of ${name} are commands as GitHub’s library writes them, within the limits of a step`, t => {
		const lines = renderAnnotations(results).trimEnd().split('\n');
		const plain = (text = '') =>
			text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0A', '\n').replaceAll('%25', '%');
		for (const line of lines) {
			const [, level = '', title, message] = /^::(error|notice) title=([^:,]*)::(.*)$/.exec(line) ?? [];
			const written: string[] = [];
			const write = process.stdout.write;
			process.stdout.write = (text => written.push(String(text)) > 0) as typeof write;
			try {
				(level === 'error' ? error : notice)(plain(message), {title: plain(title)});
			} finally {
				process.stdout.write = write;
			}
			t.is(written.join(''), `${line}\n`);
		}
		t.true(lines.length <= 10);
	});
}

const isHtml = (format: Format): boolean => format === 'html';

for (const format of formatNames.filter(each => !isHtml(each))) {
	test(`${format}: the same bytes each time; hostile text is printable, calls nobody, and is no CI command`, async t => {
		const render: Render = await formats[format].load();
		const text = render(hostile) ?? '';
		t.is(render(hostileResults()) ?? '', text);
		const own = format === 'github-annotations' ? text.replaceAll(/^::(error|notice) /gm, '') : text;
		t.notRegex(own, /^\s*::|##\[|##vso\[/m);
		// A Markdown renderer says what is a name. CSV is data, and a site shows it as a table of plain text.
		if (!formats[format].file.endsWith('.md') && format !== 'csv') t.notRegex(own, /@\w/);
		t.notRegex(own, /[\u202A-\u202E\u2066-\u2069\uFFFE]|(?![\r\n\t])\p{Cc}/u);
	});
}

test('ids in CSV are equal to those in results.json, labels too', t => {
	const {cells} = combinedResults();
	t.true(cells.some(({id}) => id.includes('@')));
	const rows = parseCsv(renderCsv(combinedResults()), {columns: true}) as {id: string}[];
	t.deepEqual(
		rows.map(({id}) => id),
		cells.map(({id}) => id),
	);
});

test('JUnit has a suite for each build in each image, with the correct counts', t => {
	const text = renderJunit(sample);
	const places = new Set(sample.cells.map(({image, runtime}) => `${image}/${runtime}`));
	t.deepEqual(
		[...text.matchAll(/<testsuite name="([^"]+)"/g)].map(([, name]) => name),
		[...places],
	);
	const sum = (attribute: string) =>
		[...text.matchAll(new RegExp(`<testsuite .*? ${attribute}="(\\d+)"`, 'g'))].reduce(
			(all, [, n]) => all + Number(n),
			0,
		);
	t.is(sum('tests'), sample.cells.length);
	t.is(sum('failures'), count(text, /<failure /g));
	t.is(sum('errors'), count(text, /<error /g));
	t.is(sum('skipped'), count(text, /<skipped /g));
	t.is(sum('failures') + sum('errors'), failing.length);
});

test('a known failure is skipped in JUnit, TODO in TAP and info in tmt, with the name of the issue', t => {
	const at = 'trixie/crun/unset/established-tcp';
	t.regex(renderJunit(sample), new RegExp(`name="${at}" [^>]*>\n\t\t\t<skipped message="known issue inet-sockets`));
	t.regex(renderTap(sample), new RegExp(`^not ok \\d+ - ${at} # TODO known issue inet-sockets`, 'm'));
	const entry = (parseYaml(renderTmt(sample)) as {name: string; result: string; note: string[]}[]).find(
		({name}) => name === `/${at}`,
	);
	t.is(entry?.result, 'info');
	t.regex(entry?.note[0] ?? '', /^known issue inet-sockets/);
});

test('a failing cell has its evidence, if the format has room for it', t => {
	const {points} = tapOf(renderTap(sample));
	const point = points.find(({name}) => name === 'stream10/crun/unset/unset-leaves-choice');
	t.regex(String(point?.diag.message), /^request: nothing was asked of checkpoint/);
	t.true(JSON.stringify(point?.diag.evidence).includes('request: field 64: iptables'));
	t.regex(renderJunit(sample), /<failure message="request: nothing was asked [^>]*>[^<]*request: field 64: iptables/);
});

test('each cause has an annotation; beyond ten, the last one counts the others', t => {
	const lines = renderAnnotations(sample).trimEnd().split('\n');
	t.is(lines.length, unexpectedCauses(sample).length);
	t.regex(
		lines.join('\n'),
		/^::error title=crun%3A crun sends `iptables` where nothing is asked::X fail: 1 cell.*%0Astream10\/crun\/unset/m,
	);
	const many = makeResults({
		cells: Array.from({length: 14}, (_, index) => ({
			...makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: `s${index}`}),
			outcome: 'error' as const,
			unexpected: true,
			reason: `${'abcdefghijklmn'[index]} broke`,
		})),
	});
	const cut = renderAnnotations(many).trimEnd().split('\n');
	t.is(cut.length, 10);
	t.regex(cut.at(-1) ?? '', /^::error title=5 more causes%2C .*(?:%0Anetlock: \w broke \(1 cell\)){5}$/);
});

test('a run without problems is a notice, and a run in which nothing ran is an error', t => {
	t.regex(renderAnnotations(uniformResults(1, 1)), /^::notice title=netlock%3A OK::8 of 8 cells ran/);
	t.regex(renderAnnotations(makeResults({cells: []})), /^::error title=netlock%3A NOTHING RAN::/);
});

test('a summary is matrix.md if that fits; if not, it keeps the limit, and says what is missing', t => {
	t.is(renderStepSummary(sample), renderMarkdown(sample));
	const large = uniformResults(60, 60, ['crun', 'runc']);
	t.true(Buffer.byteLength(renderStepSummary(large)) <= 1024 * 1024);
	for (const limit of [3000, 10_000, 100_000]) {
		const text = renderStepSummary(large, limit);
		t.true(Buffer.byteLength(text) <= limit, `${Buffer.byteLength(text)}`);
		t.regex(text, new RegExp(`\\*\\*Cut\\*\\*: GitHub takes ${limit} bytes\\. Left out, and in matrix\\.md: .*Matrix`));
		t.regex(text, /^# Checkpoint/);
	}
});

test('a badge and its data show the result of the run', t => {
	t.like(JSON.parse(renderShields(uniformResults(1, 1))), {message: '8 as expected', color: 'brightgreen'});
	t.like(JSON.parse(renderShields(sample)), {message: '15 of 144 unexpected', color: 'red'});
	t.like(JSON.parse(renderShields(makeResults({cells: []}))), {message: 'nothing ran', color: 'lightgrey'});
	t.true(renderBadge(sample).includes('<title>network lock: 15 of 144 unexpected</title>'));
});

test('a fingerprint stays for the same failure in the same place, and changes with the cause', t => {
	const prints = (results: typeof sample) =>
		(JSON.parse(renderCodeQuality(results)) as {fingerprint: string}[]).map(({fingerprint}) => fingerprint);
	t.deepEqual(prints(sampleResults()), prints(sample));
	const other = {...sample, cells: sample.cells.map(cell => ({...cell, cause: 'another'}))};
	t.false(prints(other).some(each => prints(sample).includes(each)));
});

test('text with a meaning in a format is escaped', async t => {
	const reason = '=cmd, "<b>" & 100%: x';
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: '+s'});
	const results = makeResults({cells: [{...cell, id: '=1+1', outcome: 'error', unexpected: true, reason}]});
	const [row] = parseCsv(renderCsv(results), {columns: true}) as Record<string, string>[];
	t.like(row, {id: "'=1+1", scenario: "'+s", verdict: `'${reason}`});
	t.true(renderJunit(results).includes('message="=cmd, &quot;&lt;b&gt;&quot; &amp; 100%: x"'));
	t.regex(renderAnnotations(results), /^::error title=netlock%3A =cmd%2C "<b>" & N%25%3A x::/);
	t.deepEqual(await xmlProblems(renderJunit(results), junitSchema), []);
});

test('every format with a place for it shows the settings from netlock.yaml, if there are any', async t => {
	const project = {file: 'netlock.yaml', settings: ['--jobs 4', 'scenarios: "<own>"']};
	const results = {...sample, run: {...sample.run, project}};
	const junit = renderJunit(results);
	t.deepEqual(await xmlProblems(junit, junitSchema), []);
	t.is(count(junit, /<property name="netlock\.yaml" value="--jobs 4"\/>/g), count(junit, /<testsuite /g));
	const said = 'netlock.yaml: --jobs 4 scenarios: "<own>"';
	t.true(renderTap(results).startsWith(`TAP version 14\n# ${said}\n1..${results.cells.length}\n`));
	t.is(tapOf(renderTap(results)).points.length, results.cells.length);
	const entries = parseYaml(renderTmt(results)) as {note?: string[]}[];
	t.true(entries.every(({note}) => note?.at(-1) === said));
	t.deepEqual(schemaProblems(tmtResults, entries), []);
	t.true(renderAnnotations(results).includes(`::notice title=netlock%3A settings of the project::${said}`));
	t.true(renderMarkdown(results).includes('from `netlock.yaml`'));
	for (const render of [renderJunit, renderTap, renderTmt, renderAnnotations])
		t.notRegex(render(sample), /propert|netlock\.yaml/);
});
