// index.html: complete, self-contained, and safe against text in results.
import {createHash} from 'node:crypto';
import test from 'ava';
import {cellAnchor} from '../../harness/report/html/links.ts';
import {html} from '../../harness/report/html/markup.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {hostileResults, makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const sample = renderHtml(sampleResults());
const text = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const attributes = (page: string, name: string): string[] =>
	Array.from(page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g')), ([, value]) => value!);
const section = (page: string, id: string): string =>
	page.split(`<section id="${id}"`)[1]?.split('</section>')[0] ?? '';
/** The page itself, without its script and data. */
const visible = (page: string): string => page.replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, '');

test('the page opens with the verdict, the cells that ran, and the cells that did not', t => {
	const header = text(sample.split('</header>')[0]!);
	t.regex(header, /144 of 200 cells ran: 129 as expected, 15 unexpected/);
	t.regex(header, /16 cells do not apply, 40 cells could not be run \( 1 image unavailable : tumbleweed\)/);
	t.regex(sample, /<title>netlock: 144 of 200 cells ran: 129 as expected, 15 unexpected \(6 causes\)<\/title>/);
});

test('causes come first, then builds, the question, and the matrix', t => {
	const order = Array.from(sample.matchAll(/<section id="([^"]*)"/g), ([, id]) => id);
	t.deepEqual(order.slice(0, 4), ['causes', 'build-summary', 'headline', 'matrix']);
});

test('every link within the page leads to an element, or to a cell of the page’s data', t => {
	const page = visible(sample);
	const ids = attributes(page, 'id');
	t.is(new Set(ids).size, ids.length);
	const cells = new Set(sampleResults().cells.map(cellAnchor));
	const targets = attributes(page, 'href')
		.filter(href => href.startsWith('#'))
		.map(href => href.slice(1).split('?')[0]!);
	t.true(targets.some(target => cells.has(target)));
	t.deepEqual(
		targets.filter(target => !ids.includes(target) && !cells.has(target)),
		[],
	);
});

test('without a script every cell of an available image has its mark in the matrix', t => {
	const marks = Array.from(
		section(sample, 'matrix').matchAll(/<td class="([\w -]+)">([^<\s])/g),
		([, name, glyph]) => name + glyph!,
	);
	t.is(marks.length, sampleResults().cells.filter(({image}) => image !== 'tumbleweed').length);
	const count = (wanted: string): number => marks.filter(mark => mark === wanted).length;
	t.deepEqual([count('pass✓'), count('fail✗'), count('known-failure~'), count('error!')], [120, 13, 9, 1]);
});

test('an unavailable image is a line with the reason and a next step, without column or card', t => {
	t.regex(
		text(section(sample, 'missing')),
		/40 miss no registry answers and it cannot be bootstrapped from packages tumbleweed/,
	);
	t.notRegex(section(sample, 'matrix') + section(sample, 'images'), /tumbleweed/i);
	const images = sampleResults().images.map(each =>
		each.state === 'miss' ? {...each, help: 'tried quay.io: 403. Give --registry-mirror'} : each,
	);
	t.regex(
		section(renderHtml({...sampleResults(), images}), 'missing'),
		/<summary>tumbleweed<\/summary><pre>tried quay\.io: 403/,
	);
});

test('the page loads nothing from outside, and its policy allows its own style and script only', t => {
	t.deepEqual(attributes(visible(sample), 'src'), []);
	t.notRegex(sample, /<link|@import|url\(|<iframe| style="| on\w+="/);
	const hash = (tag: string): string =>
		createHash('sha256')
			.update(sample.split(`<${tag}>`)[1]!.split(`</${tag}>`)[0]!)
			.digest('base64');
	t.is(
		attributes(sample, 'content')[0],
		`default-src 'none'; style-src 'sha256-${hash('style')}'; script-src 'sha256-${hash('script')}'; base-uri 'none'; form-action 'none'`,
	);
});

test('hostile text stays text: the same elements, no new attribute, no other scheme', t => {
	const page = renderHtml(hostileResults());
	t.notRegex(page, /<img/);
	t.is(page.match(/<\/?script/g)?.length, 4);
	t.notRegex(visible(page).replaceAll(/"[^"]*"/g, '""'), /<[^>]*onerror/);
	t.deepEqual(
		attributes(visible(page), 'href').filter(href => !/^(#|https:\/\/)/.test(href)),
		[],
	);
	t.regex(page, /&#60;img src=x onerror=alert\(1\)&#62;/);
	const ids = attributes(visible(page), 'id');
	t.is(new Set(ids).size, ids.length);
});

test('a template escapes every value that is not markup', t => {
	t.is(
		html`<b title="${'"'}">${['<i>', html`<u>${1}</u>`]}${undefined}${false}</b>`.text,
		'<b title="&#34;">&#60;i&#62;<u>1</u></b>',
	);
});

test('a run without cells still renders', t => {
	t.regex(renderHtml(makeResults()), /0 of 0 cells ran/);
});

test('a run of packages has no table of builds under test', t => {
	const results = sampleResults();
	results.builds = [{id: 'crun', runtime: 'crun', source: 'package', versions: {}}];
	t.notRegex(renderHtml(results), /Builds under test/);
});

test('two megabytes of escape sequences in a verdict are cut, and NUL and bidi marks do not reach the page', t => {
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
	const reason = `\u0000\u202Eevil${'\u001B]'.repeat(1_000_000)}`;
	const page = renderHtml(makeResults({cells: [{...cell, outcome: 'fail', unexpected: true, layer: 'exit', reason}]}));
	t.regex(page, /exit: {2}evil.*\.\.\. \(cut: 2000012 characters\)/);
	t.notRegex(page, /(?![\n\t])\p{Cc}|\u202E/u);
	t.true(page.length < 150_000, String(page.length));
});
