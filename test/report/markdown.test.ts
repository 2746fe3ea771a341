// matrix.md, in the rendered page.
import test from 'ava';
import {renderMarkdown} from '../../harness/report/markdown.ts';
import {code, escapeMarkdown, link} from '../../harness/report/markdown-text.ts';
import {hostileResults, makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const sample = renderMarkdown(sampleResults());
const rows = (markdown: string, heading: string): string[] =>
	(markdown.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').split('\n').filter(line => line.startsWith('|'));

test('the first lines give the verdict, the run and the host', t => {
	t.regex(sample, /^# .+\n\n\*\*❌ 144 of 200 cells ran: 129 as expected, 15 unexpected \(6 causes\)\.\*\*/);
	t.regex(sample, /netlock 0\.1\.0 .* kernel 6\.18\.0, x86\\_64/);
});

test('the headline has an answer for each image and runtime, with CRIU and its measured default', t => {
	const answers = rows(sample, 'Does checkpoint/restore work with no explicit lock?');
	t.true(answers.includes('| CentOS Stream 10 | 3.19 | nftables | ❌ no (4/5) | ✅ yes (5/5) |'));
	t.true(
		answers.includes('| Debian 13 (trixie) | 4.1.1 | iptables | 🟡 known failure (4/5) | 🟡 known failure (4/5) |'),
	);
});

test('causes come first, each with the party to blame, its layer and its cells', t => {
	t.true(sample.indexOf('## Causes') < sample.indexOf('## Does checkpoint'));
	const row = rows(sample, 'Causes').find(line => line.includes('`stream10/crun/unset/unset-leaves-choice`'));
	t.regex(
		row ?? '',
		/^\| ❌ 1 fail \| crun \| \*\*crun sends \\`iptables\\` where nothing is asked\*\*.* \| request \|/,
	);
});

test('marks stand in the order of the locks, one line for each runtime', t => {
	const row = rows(sample, 'Matrix').find(line => line.startsWith('| an established connection'));
	t.regex(row ?? '', /\| crun<br>runc \| 🟡🟡🟡🟡<br>🟡🟡🟡🔵 \| ✅✅✅➖<br>✅❌✅➖ \|/);
});

test('known issues link to the bug and show when they expired', t => {
	const issues = rows(sample, 'Known issues').join('\n');
	t.regex(issues, /\(https:\/\/github\.com\/checkpoint-restore\/criu\/issues\/2828\).*2026-10-01 \*\*expired\*\*/);
	t.regex(issues, /7 fail as known, 1 pass/);
});

test('cells that did not run are grouped by reason', t => {
	t.is(rows(sample, 'Not run').filter(line => line.includes('10 skip')).length, 1);
});

test('an unavailable image is a line with the reason, and no column or row', t => {
	t.is(
		rows(sample, 'Unavailable images').at(-1),
		'| `tumbleweed` | no registry answers and it cannot be bootstrapped from packages | ❔ 40 miss |',
	);
	t.is(sample.match(/tumbleweed/gi)?.length, 1);
	const {images, cells} = sampleResults();
	const alone = images.slice(-1);
	const markdown = renderMarkdown(
		makeResults({images: alone, cells: cells.filter(({image}) => image === 'tumbleweed')}),
	);
	t.deepEqual(
		Array.from(markdown.matchAll(/^## (.*)$/gm), ([, heading]) => heading),
		['Unavailable images'],
	);
});

test('a run without unexpected cells has no section for them', t => {
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
	const markdown = renderMarkdown(makeResults({cells: [cell]}));
	t.false(markdown.includes('## Causes'));
	t.true(markdown.includes('✅ 1 of 1 cell ran: all as expected'));
});

test('hostile text adds no column, no row, no HTML, no link and no control character', t => {
	const markdown = renderMarkdown(hostileResults());
	const outsideCode = markdown.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
	const unescaped = outsideCode.replaceAll(/\\./g, '');
	t.false(/<(?!br>|\/?code>)/.test(unescaped));
	t.false(/\]\(javascript/.test(unescaped));
	t.false(/(?!\n)\p{Cc}/u.test(markdown));
	for (const table of markdown
		.trimEnd()
		.split('\n\n')
		.filter(block => block.startsWith('|'))) {
		const columns = table.split('\n').map(line => line.replaceAll(/\\./g, '').split('|').length);
		t.is(new Set(columns).size, 1, table.slice(0, 200));
	}

	t.is(markdown.split('\n').length, sample.split('\n').length);
});

test('text is shown as typed', t => {
	t.is(
		escapeMarkdown('a|b *c* _d_ [e](f) <g> & `h`\n~i~'),
		String.raw`a\|b \*c\* \_d\_ \[e\](f) &lt;g&gt; &amp; \`h\` \~&#8203;i\~`,
	);
	t.is(code('a `b` c'), '`` a `b` c ``');
	t.is(code('a `b` | c'), String.raw`<code>a \`b\` \| c</code>`);
	t.is(link('x', undefined), 'x');
	t.is(link('x', 'https://example.org/a(b)|c'), '[x](https://example.org/a%28b%29%7cc)');
});

test('two megabytes of escape sequences in a verdict are cut, and bidi marks are left out', t => {
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
	const reason = `\u202Eevil${'\u001B]'.repeat(1_000_000)}`;
	const markdown = renderMarkdown(
		makeResults({cells: [{...cell, outcome: 'fail', unexpected: true, layer: 'exit', reason}]}),
	);
	t.regex(markdown, /\*\*evil.*\.\.\.\*\*/);
	t.notRegex(markdown, /(?!\n)\p{Cc}|\u202E/u);
	t.true(markdown.length < 20_000, String(markdown.length));
});
