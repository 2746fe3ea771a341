// Every view of the page, judged by axe-core: light and dark, desktop and phone, with a cell open, filtered, without a
// match.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import test from 'ava';
import type {Page} from 'playwright-core';
import {project} from '../../harness/model/checkout.ts';
import {renderHistory} from '../../harness/report/history-page.ts';
import {trendOf} from '../../harness/results/history/trend.ts';
import {nightOf, small} from '../fixtures/history.ts';
import {combinedResults, sampleResults} from '../fixtures/results.ts';
import {desktop, openPage, phone} from './open-page.ts';

const published = project.compatibility.replace(/yaml$/, 'html');
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

type Finding = {id: string; nodes: {html: string; failureSummary?: string}[]};

const findings = async (page: Page): Promise<string[]> => {
	// Not as an element of the page: the page's policy refuses it.
	await page.evaluate(readFileSync(axe, 'utf8'));
	const violations = (await page.evaluate('axe.run().then(({violations}) => violations)')) as Finding[];
	return violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
};

const failing = '#cell/stream10/crun/unset/unset-leaves-choice';
const views: [name: string, hash: string][] = [
	['top', ''],
	['a cell that fails', failing],
	['a cell that passes', '#cell/forky/crun/iptables/established-tcp'],
	['filtered', '#?lock=nftables&outcome=fail'],
	['without a hit', '#?q=nothing-has-this'],
];

for (const colorScheme of ['light', 'dark'] as const) {
	for (const [size, device] of Object.entries({desktop, phone})) {
		for (const [name, hash] of views) {
			test(`${name}, ${colorScheme}, ${size}`, async t => {
				const page = await openPage(t, sampleResults(), {...device, colorScheme, hash});
				t.deepEqual(await findings(page), []);
				t.true(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways');
			});
		}
	}
}

for (const colorScheme of ['light', 'dark'] as const) {
	for (const [size, device] of Object.entries({desktop, phone})) {
		test(`history, ${colorScheme}, ${size}`, async t => {
			const marks = 'Fx';
			const nights = [{}, {}, {marks, cause: [0], kernel: '6.19'}, {marks, cause: [0]}].map((night, index) =>
				nightOf(small, index, night),
			);
			const page = await openPage(t, renderHistory(trendOf(nights)), {...device, colorScheme});
			t.deepEqual(await findings(page), []);
			t.is(await page.locator('.bad-run').count(), 2);
			t.true(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways');
		});
	}
}

test('builds under test, the matrix turned', async t => {
	const all = combinedResults();
	const images = all.images.slice(0, 1);
	const cells = all.cells.filter(({image}) => image === images[0]!.id);
	t.deepEqual(await findings(await openPage(t, {...all, images, cells})), []);
});

for (const [name, hash] of views) {
	test(`${name}, on paper`, async t => {
		const page = await openPage(t, sampleResults(), {hash});
		await page.emulateMedia({media: 'print'});
		t.deepEqual(await findings(page), []);
	});
}

for (const colorScheme of ['light', 'dark'] as const) {
	for (const [size, device] of Object.entries({desktop, phone})) {
		test(`the published matrix, ${colorScheme}, ${size}`, async t => {
			const page = await openPage(t, readFileSync(published, 'utf8'), {...device, colorScheme});
			t.deepEqual(await findings(page), []);
			t.true(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways');
			const heights = await page.locator('.run').evaluateAll(runs => runs.map(run => run.getClientRects().length));
			t.true(heights.length > 0 && heights.every(lines => lines === 1), 'a run id wraps');
		});
	}
}
