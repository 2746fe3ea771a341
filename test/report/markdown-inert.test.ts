// Markdown with text of unknown origin, rendered by another project: nobody is called, and nothing is linked.
import test from 'ava';
import {micromark} from 'micromark';
import {gfm, gfmHtml} from 'micromark-extension-gfm';
import {comparisonMarkdown} from '../../harness/report/comparison.ts';
import {renderCrossRestore} from '../../harness/report/cross-restore.ts';
import {renderMarkdown} from '../../harness/report/markdown.ts';
import {code, codeBlock, escapeMarkdown, link, table} from '../../harness/report/markdown-text.ts';
import {compare} from '../../harness/results/compare.ts';
import {hostileResults} from '../fixtures/results.ts';

const html = (markdown: string): string =>
	micromark(markdown, {extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true});

/** Text in which GitHub and GitLab look for references: not in code, nor in links. */
const plain = (page: string): string => page.replaceAll(/<(code|a)\b.*?<\/\1>/gs, '');
const shownIn = (page: string): string =>
	page
		.replaceAll(/<[^>]*>/g, '')
		.replaceAll('\u200B', '')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&amp;', '&');

const called = /@\w|#\d|GH-\d|https?:\/\/|www\./i;

const typed = [
	'@everyone',
	'see org/repo#1, #2 and GH-3',
	'!4 $5 %"next" ~bug &6',
	'https://evil.example/x',
	'(www.evil.example)',
	'mail me@evil.example',
	'a | b',
	String.raw`a\|b and \\| c`,
	'`one` ``two`` | three',
	'<img src=x onerror=alert(1)> & &amp; &#64;me',
	'[go](javascript:alert(1)) ![x](https://evil.example/y.png)',
	'$x$ *b* _i_ ~~s~~',
];

for (const text of typed) {
	test(`stays text, and one cell of a table: ${text}`, t => {
		for (const write of [escapeMarkdown, code]) {
			const page = html(table(['a', 'b'], [[write(text), 'end']]));
			t.is(page.match(/<td>/g)?.length, 2, page);
			t.notRegex(page, /<(a|img|em|strong|del)\b/);
			t.notRegex(plain(page), called);
			t.is(shownIn(page.match(/<td>(.*?)<\/td>/s)?.[1] ?? ''), text);
		}
	});
}

test('lines in a block stay in it, and are no CI command', t => {
	const page = html(codeBlock(['a', '```', '````', '::error::b', '##[error]c'], 'text'));
	t.is(page.match(/<pre>/g)?.length, 1);
	t.true(page.endsWith(': :error::b\n# #[error]c\n</code></pre>'));
});

test('the text of a link is not escaped: renderers find no references in it', t => {
	t.is(link('containers/crun#1', 'https://example.org/1'), '[containers/crun#1](https://example.org/1)');
});

const hostile = hostileResults();
const renderers = {
	'matrix.md': () => renderMarkdown(hostile),
	'a comparison': () => comparisonMarkdown(compare(hostile, {...hostile, cells: hostile.cells.slice(1)}, new Map())),
	'cross-restore.md': () =>
		renderCrossRestore({
			...hostile,
			scenarios: hostile.scenarios.map(each => ({
				...each,
				file: 'scenarios/restore-in.ts',
				destination: hostile.images[0]?.id,
			})),
		}) ?? '',
};
for (const [name, render] of Object.entries(renderers)) {
	test(`${name} of hostile results calls nobody, links to nothing, is no CI command`, t => {
		const markdown = render();
		t.true(markdown.length > 1000);
		const page = html(markdown);
		t.notRegex(plain(page), called);
		t.deepEqual([...page.matchAll(/<img|href="(?!https:\/\/github\.com\/)[^"]*evil/g)].map(String), []);
		t.notRegex(markdown, /^\s*::|##\[/m);
		t.notRegex(markdown, /[\u202A-\u202E]|(?!\n)\p{Cc}/u);
	});
}
