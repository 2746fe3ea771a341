// On paper and without a script: no part of the matrix is lost, and an open cell is printed as that cell.
import test from 'ava';
import {sampleResults, uniformResults} from '../fixtures/results.ts';
import {openPage} from './open-page.ts';

/** A4, portrait, at 96 dots an inch, within margins. */
const paper = {viewport: {width: 718, height: 1040}};

test('a matrix that is wider than paper is printed in parts, each within the width, with every mark', async t => {
	const page = await openPage(t, uniformResults(9, 5), paper);
	await page.emulateMedia({media: 'print'});
	await page.locator('.paper').waitFor();
	const parts = page.locator('.paper .matrix');
	t.is(await parts.count(), 3);
	t.is(await page.locator('.paper tbody td').count(), 9 * 2 * 4 * 5);
	t.false(await page.locator('#grid').isVisible());
	const widths = await page
		.locator('.paper tbody tr, .paper thead tr')
		.evaluateAll(rows => rows.map(row => row.getBoundingClientRect().right));
	t.true(Math.max(...widths) <= paper.viewport.width, `${Math.max(...widths)}`);
	await page.emulateMedia({media: 'screen'});
	await page.locator('.paper').waitFor({state: 'detached'});
	t.is(await page.locator('.paper').count(), 0);
});

test('an open cell is printed as that cell, and once', async t => {
	const page = await openPage(t, sampleResults(), {...paper, hash: '#cell/stream10/crun/unset/unset-leaves-choice'});
	await page.emulateMedia({media: 'print'});
	await page.locator('.paper').waitFor();
	t.false(await page.locator('main:not(.paper)').isVisible());
	t.is(await page.locator('.cell:visible').count(), 1);
	t.regex((await page.locator('.paper').textContent()) ?? '', /field 64: iptables/);
	const pdf = await page.pdf({format: 'A4'});
	t.true(pdf.length > 10_000);
});

test('without a script the page has the tables, and says what is missing', async t => {
	const page = await openPage(t, sampleResults(), {javaScriptEnabled: false});
	t.is(await page.locator('#grid tbody td[class]').count(), 160);
	for (const id of ['causes', 'build-summary', 'headline', 'known-issues', 'images']) {
		t.true(await page.locator(`#${id}`).isVisible(), id);
	}
	t.true(await page.locator('noscript').isVisible());
});
