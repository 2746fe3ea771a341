// index.html: complete, self-contained, and deaf to what results try to put into it.
import test from 'ava';
import {cellAnchor, fileLink} from '../../harness/report/html/links.ts';
import {html} from '../../harness/report/html/markup.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {hostileResults, makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const sample = renderHtml(sampleResults());
const panel = (page: string, id: string): string =>
	page.split('<article class="panel"').find(part => part.startsWith(` id="${cellAnchor(id)}"`)) ?? '';
const text = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const attributes = (page: string, name: string): string[] =>
	Array.from(page.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g')), ([, value]) => value!);

test('the page opens with the verdict', t => {
	t.regex(text(sample.split('</header>')[0]!), /144 of 200 cells ran: 129 as expected, 15 unexpected/);
	t.regex(sample, /<title>netlock: 144 of 200 cells ran: 129 as expected, 15 unexpected \(6 causes\)<\/title>/);
});

test('every link inside the page leads somewhere, and every cell of an image that is there is reached by one mark', t => {
	const ids = attributes(sample, 'id');
	t.is(new Set(ids).size, ids.length);
	const targets = attributes(sample, 'href')
		.filter(href => href.startsWith('#'))
		.map(href => href.slice(1));
	t.deepEqual(
		targets.filter(target => !ids.includes(target)),
		[],
	);
	const marks = Array.from(sample.matchAll(/<a class="mark [^>]*href="#([^"]*)"/g), ([, target]) => target!);
	t.deepEqual(
		marks.toSorted(),
		sampleResults()
			.cells.filter(({image}) => image !== 'tumbleweed')
			.map(({id}) => cellAnchor(id))
			.toSorted(),
	);
});

test('an image that could not be had is a line with the reason and what to try, without column, card or panels', t => {
	const section = (page: string) => page.split('<section id="missing">')[1]?.split('</section>')[0] ?? '';
	t.regex(text(section(sample)), /40 miss no registry answers and it cannot be bootstrapped from packages tumbleweed/);
	t.notRegex(sample.replace(section(sample), ''), /tumbleweed/i);
	const images = sampleResults().images.map(each =>
		each.state === 'miss' ? {...each, help: 'tried quay.io: 403. Give --registry-mirror'} : each,
	);
	t.regex(section(renderHtml({...sampleResults(), images})), /<summary>tumbleweed<\/summary><pre>tried quay\.io: 403/);
});

test('each mark has a glyph and says in words what it is', t => {
	const target = cellAnchor('stream10/crun/unset/unset-leaves-choice');
	const marks = Array.from(sample.matchAll(/<a class="mark [^>]*>[^<]*<\/a>/g), ([mark]) => mark);
	const mark = marks.find(each => each.includes(`href="#${target}"`)) ?? '';
	t.regex(
		mark,
		/aria-label="stream10\/crun\/unset\/unset-leaves-choice: fail\. request: nothing was asked of.*">✗<\/a>$/,
	);
});

test("a cell's panel shows all layers, commands, cause, reproduction and files", t => {
	const request = text(panel(sample, 'stream10/crun/unset/unset-leaves-choice'));
	t.regex(request, /request ✗ disagrees what the runtime sent to CRIU field 64: iptables field 64: iptables/);
	t.regex(request, /exit 0 in 212ms exit 0 in 148ms/);
	t.regex(request, /post-dump iptables chain ip filter CRIU/);
	t.regex(
		request,
		/sent 2208 B, received 2208 B, 0 B corrupt, longest gap 1\.6s, connection alive workload: counter 41 → 57/,
	);
	t.regex(request, /\$ crun checkpoint --image-path/);
	t.regex(request, /Reproduce netlock shell stream10 --runtime crun --lock unset/);
	t.regex(
		panel(sample, 'stream10/crun/unset/unset-leaves-choice'),
		/href="\.\/cells\/stream10\/crun\/unset\/unset-leaves-choice\/dump\.log"/,
	);
	t.regex(
		text(panel(sample, 'forky-bare/crun/unset/leave-running')),
		/names the cause .*execvp\(&#34;iptables-restore&#34;, \.\.\.\) failed/,
	);
	t.regex(
		text(panel(sample, 'forky/runc/iptables/established-tcp')),
		/received 1708 B.*connection ended by ECONNRESET/,
	);
});

test('a known failure shows its issue: bug, reason, date', t => {
	const issue = panel(sample, 'stream10/crun/nftables/failed-dump');
	t.regex(issue, /href="https:\/\/github\.com\/checkpoint-restore\/criu\/issues\/2828"/);
	t.regex(text(issue), /Known issue lock-kept-after-failed-dump .*until 2026-10-01 CRIU keeps the lock/);
});

test('nothing is loaded from outside', t => {
	t.deepEqual(attributes(sample, 'src'), []);
	t.notRegex(sample, /<link|@import|url\(|<iframe/);
});

test('hostile text stays text: the same elements, no new attribute, no other scheme', t => {
	const page = renderHtml(hostileResults());
	t.notRegex(page, /<img/);
	t.is(page.match(/<\/?script/g)?.length, 2);
	t.notRegex(page.replaceAll(/"[^"]*"/g, '""'), /<[^>]*onerror/);
	t.deepEqual(
		attributes(page, 'href').filter(href => !/^(#|\.\/|https:\/\/)/.test(href)),
		[],
	);
	t.regex(page, /&#60;img src=x onerror=alert\(1\)&#62;/);
	const ids = attributes(page, 'id');
	t.is(new Set(ids).size, ids.length);
	const targets = attributes(page, 'href')
		.filter(href => href.startsWith('#'))
		.map(href => href.slice(1));
	t.deepEqual(
		targets.filter(target => !ids.includes(target)),
		[],
	);
});

test('a template escapes what is not markup', t => {
	t.is(
		html`<b title="${'"'}">${['<i>', html`<u>${1}</u>`]}${undefined}${false}</b>`.text,
		'<b title="&#34;">&#60;i&#62;<u>1</u></b>',
	);
});

test('a file can not become another host', t => {
	t.regex(fileLink('//evil.example/a b').text, /href="\.\/evil\.example\/a%20b"/);
	t.regex(fileLink('javascript:alert(1)').text, /href="\.\/javascript%3Aalert\(1\)"/);
});

test('a run without cells still renders', t => {
	t.regex(renderHtml(makeResults()), /0 of 0 cells ran/);
});

test('a run of packages has no table of builds', t => {
	const results = sampleResults();
	results.builds = [{id: 'crun', runtime: 'crun', source: 'package', versions: {}}];
	t.notRegex(renderHtml(results), /Builds under test/);
});

test('two megabytes of escape openings in a verdict are cut, NUL and marks that turn text around do not reach the page', t => {
	const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
	const reason = `\u0000\u202Eevil${'\u001B]'.repeat(1_000_000)}`;
	const page = renderHtml(makeResults({cells: [{...cell, outcome: 'fail', unexpected: true, layer: 'exit', reason}]}));
	t.regex(page, /exit: {2}evil.*\.\.\. \(cut: 2000012 characters\)/);
	t.notRegex(page, /(?![\n\t])\p{Cc}|\u202E/u);
	t.true(page.length < 100_000, String(page.length));
});
