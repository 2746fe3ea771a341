// One cell's panel: its content, how it opens, from failure to failure, and back.
import test from 'ava';
import type {Locator, Page} from 'playwright-core';
import {hostileResults, sampleResults} from '../fixtures/results.ts';
import {becomes, hashOf, openPage} from './open-page.ts';
import {timedResults} from './timed-results.ts';

const failing = 'stream10/crun/unset/unset-leaves-choice';
const title = (page: Page): Promise<string | null> => page.locator('#panel-title').textContent();
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
/** Texts of an element's parts, with a space between any two. */
const spaced = (locator: Locator): Promise<string[]> =>
	locator.evaluateAll(elements =>
		elements.map(element => {
			const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
			const found: string[] = [];
			while (texts.nextNode()) found.push(texts.currentNode.nodeValue ?? '');
			return found.join(' ').replaceAll(/\s+/g, ' ').trim();
		}),
	);
const panelText = async (page: Page): Promise<string> => (await spaced(page.getByRole('dialog'))).join(' ');

test('expected stands beside seen, every wrong layer is marked, the first one as the cause', async t => {
	const page = await openPage(t, sampleResults(), {hash: `#cell/${failing}`});
	t.deepEqual(
		(await spaced(page.locator('.layers tbody.disagrees th'))).map(row => row.split(/ (what|rules) /)[0]),
		['request ✗ cause', 'record ✗ wrong', 'kernel ✗ wrong'],
	);
	const text = await panelText(page);
	t.regex(text, /checkpoint field 64: absent ✗ field 64: iptables/);
	t.regex(text, /counter 41 → 57/);
	t.regex(text, /\$ crun checkpoint --image-path/);
	t.regex(text, /Reproduce netlock shell stream10 --runtime crun --lock unset/);
	t.is(await page.getByRole('link', {name: 'dump.log'}).getAttribute('href'), `./cells/${failing}/dump.log`);
});

test('the panel has the runtime’s own words and CRIU’s lines, and a known issue with its bug', async t => {
	const page = await openPage(t, timedResults(), {hash: '#cell/forky/crun/nftables/tcp-gap'});
	t.regex(await panelText(page), /The runtime says error: no such option .* CRIU names the cause .*execvp/);
	const known = await openPage(t, sampleResults(), {hash: '#cell/stream10/crun/nftables/failed-dump'});
	t.is(
		await known
			.getByRole('complementary', {name: 'Known issue'})
			.getByRole('link', {name: 'checkpoint-restore/criu#2828'})
			.getAttribute('href'),
		'https://github.com/checkpoint-restore/criu/issues/2828',
	);
});

test('the picture in time shows each part by pointer and by key', async t => {
	const page = await openPage(t, timedResults(), {hash: '#cell/forky/crun/nftables/tcp-gap'});
	const parts = page.locator('.timeline .part');
	const labels = await Promise.all((await parts.all()).map(part => part.getAttribute('aria-label')));
	for (const wanted of [
		'checkpoint, freeze: 0 ms to 300 ms, 300 ms',
		'checkpoint, lock and dump: 300 ms to 700 ms, 400 ms',
		'gap: 800 ms to 2.80 s, 2.00 s',
		'kernel: no lock → nftables: 300 ms to 700 ms, 400 ms',
		'kernel: nftables: 700 ms to 3.20 s, 2.50 s',
		'restore, resume: 3.25 s to 3.40 s, 150 ms',
		'peer: silence: 250 ms to 3.30 s, 3.05 s',
	]) {
		t.true(labels.includes(wanted), `${wanted} in ${labels.join('\n')}`);
	}
	await parts.nth(1).focus();
	t.is(await page.locator('figcaption').textContent(), labels[1]!);
	await parts.nth(2).hover();
	t.is(await page.locator('figcaption').textContent(), labels[2]!);
});

test('a cell of an older netlock, without time stamps, has no picture', async t => {
	const page = await openPage(t, sampleResults(), {hash: `#cell/${failing}`});
	t.is(await page.locator('.timeline').count(), 0);
});

test('Escape returns to the link that opened the panel, and the page has not moved', async t => {
	const page = await openPage(t, sampleResults());
	const link = page.getByRole('link', {name: 'forky/runc/iptables/established-tcp'}).first();
	await link.scrollIntoViewIfNeeded();
	const before = await page.evaluate(() => scrollY);
	await link.click();
	await becomes(t, () => title(page), 'forky/runc/iptables/established-tcp');
	await becomes(t, async () => hashOf(page), '#cell/forky/runc/iptables/established-tcp');
	await page.keyboard.press('Escape');
	await page.getByRole('dialog').waitFor({state: 'hidden'});
	await becomes(t, () => focused(page), 'forky/runc/iptables/established-tcp');
	t.is(await page.evaluate(() => scrollY), before);
	await becomes(t, async () => hashOf(page), '');
});

test('a cell that its address opened closes to its mark', async t => {
	const page = await openPage(t, sampleResults(), {hash: `#cell/${failing}`});
	await page.keyboard.press('Escape');
	const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
	t.regex(label ?? '', /^stream10\/crun\/unset\/unset-leaves-choice: fail\. request: /);
	t.is(await page.locator('#grid [tabindex="0"]').count(), 1);
});

test('next and previous failure, by key and by button, among the filtered cells', async t => {
	const page = await openPage(t, sampleResults(), {hash: '#?layer=kernel&outcome=unexpected'});
	await page.getByRole('button', {name: 'Next failure ›'}).click();
	await becomes(t, () => title(page), 'stream10/crun/nftables/leave-running');
	t.regex(await panelText(page), /failure 1 of 1/);
	await page.keyboard.press('Escape');
	await becomes(t, () => focused(page), 'Next failure ›');
	await page.getByRole('button', {name: 'Show all'}).click();
	await page.getByRole('button', {name: 'Next failure ›'}).click();
	const first = await title(page);
	await page.keyboard.press('n');
	const second = await title(page);
	t.not(second, first);
	await page.getByRole('button', {name: 'Next failure (n)'}).click();
	await page.keyboard.press('p');
	await becomes(t, () => title(page), second);
	await page.getByRole('button', {name: 'Previous failure (p)'}).click();
	await becomes(t, () => title(page), first);
	t.regex(await panelText(page), /failure 1 of 15/);
});

test('keys in quick succession all count', async t => {
	const page = await openPage(t, sampleResults());
	await page.getByRole('button', {name: 'Next failure ›'}).click();
	await becomes(t, async () => /failure 1 of/.test(await panelText(page)), true);
	await page.keyboard.press('Escape');
	await page.getByRole('dialog').waitFor({state: 'hidden'});
	await page.evaluate(() => {
		for (const name of ['Next failure ›', 'Next failure (n)']) {
			const all = [...document.querySelectorAll('button')];
			all.find(({textContent, ariaLabel, title}) => [textContent, ariaLabel, title].includes(name))?.click();
		}
	});
	await becomes(t, async () => /failure 2 of/.test(await panelText(page)), true);
});

test('a click beside the panel closes it, and so do × and the browser’s Back', async t => {
	const page = await openPage(t, sampleResults());
	// The page follows the address in a separate event.
	const dialog = page.getByRole('dialog');
	const open = async () => {
		await page.getByRole('link', {name: failing}).first().click();
		await dialog.waitFor({state: 'visible'});
	};
	const isClosed = () => dialog.waitFor({state: 'hidden'});
	await open();
	await page.mouse.click(20, 500);
	await isClosed();
	await open();
	await page.getByRole('button', {name: 'Close (Escape)'}).click();
	await isClosed();
	await open();
	await page.goBack();
	await isClosed();
	await becomes(t, async () => hashOf(page), '');
});

test('focus stays in the panel', async t => {
	const page = await openPage(t, sampleResults(), {hash: `#cell/${failing}`});
	for (let index = 0; index < 40; index++) {
		await page.keyboard.press('Tab');
		t.true(
			await page.evaluate(
				() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
			),
		);
	}
});

test('the matrix is one stop of Tab; arrows walk, Enter opens, Escape returns to the mark', async t => {
	const page = await openPage(t, sampleResults());
	t.is(await page.locator('#grid [tabindex="0"]').count(), 1);
	await page.locator('#grid [tabindex="0"]').focus();
	await page.keyboard.press('End');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowLeft');
	t.is(await page.locator('#grid [tabindex="0"]').count(), 1);
	const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
	t.is(label, 'stream10/crun/nftables/explicit-lock: pass');
	await page.keyboard.press('Enter');
	await becomes(t, () => title(page), 'stream10/crun/nftables/explicit-lock');
	await page.keyboard.press('Escape');
	t.is(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), label);
});

test('the first stop of Tab leads to the matrix', async t => {
	const page = await openPage(t, sampleResults());
	await page.keyboard.press('Tab');
	await becomes(t, () => focused(page), 'Skip to the matrix');
	await page.keyboard.press('Enter');
	t.is(await page.evaluate(() => document.activeElement?.id), 'matrix');
});

test('a link to a cell keeps the filters in it', async t => {
	const page = await openPage(t, sampleResults(), {hash: `#cell/${failing}?image=stream10&q=unset`});
	await becomes(t, () => title(page), failing);
	await page.keyboard.press('Escape');
	await becomes(t, async () => hashOf(page), '#?q=unset&image=stream10');
});

test('hostile text stays text in a panel, runs no script, and links only into the run', async t => {
	const page = await openPage(t, hostileResults());
	await page.getByRole('button', {name: 'Next failure ›'}).click();
	for (let index = 0; index < 15; index++) {
		t.is(await page.locator('img, iframe, object').count(), 0);
		const hrefs = await page
			.locator('dialog a')
			.evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
		t.deepEqual(
			hrefs.filter(href => !/^(\.\/cells\/|https:\/\/)/.test(href)),
			[],
		);
		t.true((await panelText(page)).includes('<img src=x onerror=alert(1)>'));
		await page.keyboard.press('n');
	}
});

test('a name that leads out of the run is shown, and is no link', async t => {
	const results = sampleResults();
	const cells = results.cells.map(cell => ({
		...cell,
		files: ['../../../etc/passwd', 'javascript:alert(1)', '/etc/shadow'],
	}));
	const page = await openPage(t, {...results, cells}, {hash: `#cell/${failing}`});
	t.is(await page.locator('.files a').count(), 0);
	t.regex(await panelText(page), /\.\.\/\.\.\/\.\.\/etc\/passwd/);
});

test('bidi marks in a text change no other text', async t => {
	const results = sampleResults();
	const cells = results.cells.map(cell => (cell.id === failing ? {...cell, reason: 'request: \u202Egnp.exe'} : cell));
	const page = await openPage(t, {...results, cells}, {hash: `#cell/${failing}`});
	t.notRegex(await page.content(), /\u202E/);
	t.is(await page.locator('.verdict').evaluate(each => getComputedStyle(each).unicodeBidi), 'isolate');
});
