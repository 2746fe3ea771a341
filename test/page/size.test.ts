// Large runs: bytes and nodes of the page, which do not depend on the machine. `npm run bench:page` measures times.
import test from 'ava';
import {renderHtml} from '../../harness/report/html.ts';
import {largeResults} from './large-results.ts';
import {openPage} from './open-page.ts';

const mega = 1_000_000;

for (const [cells, most] of [
	[5000, 2 * mega],
	[20_000, 8 * mega],
] as const) {
	test(`${cells} cells are at most ${most / mega} MB`, t => {
		const size = Buffer.byteLength(renderHtml(largeResults(cells)));
		t.log(`${(size / mega).toFixed(2)} MB`);
		t.true(size <= most, `${size} bytes`);
	});
}

test('one more cell takes at most 0.4 kB', t => {
	const [small, large] = [1000, 5000].map(count => Buffer.byteLength(renderHtml(largeResults(count))));
	const each = (large! - small!) / 4000;
	t.log(`${Math.round(each)} bytes`);
	t.true(each <= 400, `${each} bytes`);
});

test('20,000 cells are one node each in the matrix, and a panel is made when it is opened', async t => {
	const page = await openPage(t, largeResults(20_000));
	const nodes = await page.locator('*').count();
	t.log(`${nodes} elements`);
	t.true(nodes < 20_000 * 1.25, `${nodes} elements`);
	t.is(await page.locator('.cell').count(), 0);
	await page.getByRole('searchbox').fill('scenario-7 skip');
	t.regex((await page.locator('.count').textContent()) ?? '', /of 20,000 cells/);
	await page.getByRole('button', {name: 'Next failure ›'}).click();
	t.is(await page.locator('.cell').count(), 1);
});
