// Finding cells: the search box and the filters, by the page's own controls. The address keeps them, also after a
// reload.
import test from 'ava';
import type {Page} from 'playwright-core';
import {combinedResults, makeCell, sampleResults} from '../fixtures/results.ts';
import {becomes, hashOf, openPage} from './open-page.ts';

const count = (page: Page): Promise<string | null> => page.locator('.count').textContent();
const shownScenarios = (page: Page): Promise<string[]> => page.locator('#grid tbody .title code').allTextContents();

test('all cells are there at first, and no filter is set', async t => {
	const page = await openPage(t, sampleResults());
	await becomes(t, () => count(page), '160 of 160 cells');
	t.is(await page.getByRole('button', {name: 'Show all'}).count(), 0);
});

for (const [words, expected] of [
	['stream10 leave-running nftables', '2 of 160 cells'],
	['an explicit lock REACHES', '24 of 160 cells'],
	['execvp iptables-restore', '10 of 160 cells'],
	['lock-kept-after-failed-dump', '2 of 160 cells'],
] as const) {
	test(`a search for “${words}” looks at id, title, verdict and known issue`, async t => {
		const page = await openPage(t, sampleResults());
		await page.getByRole('searchbox').fill(words);
		await becomes(t, () => count(page), expected);
	});
}

for (const [label, choice, expected, query] of [
	['Image', 'stream10', '40 of 160 cells', 'image=stream10'],
	['Build', 'runc', '80 of 160 cells', 'runtime=runc'],
	['Lock', 'nftables', '40 of 160 cells', 'lock=nftables'],
	['Scenario', 'leave-running', '32 of 160 cells', 'scenario=leave-running'],
	['Layer', 'kernel', '3 of 160 cells', 'layer=kernel'],
	['Outcome', 'unexpected', '15 of 160 cells', 'outcome=unexpected'],
	['Known issue', 'inet-sockets-before-criu-4.2', '8 of 160 cells', 'issue=inet-sockets-before-criu-4.2'],
	['Cause', '1', '10 of 160 cells', 'cause=1'],
] as const) {
	test(`the filter ${label} leaves its cells, is in the address, and stays after a reload`, async t => {
		const page = await openPage(t, sampleResults());
		await page.getByLabel(label, {exact: true}).selectOption(choice);
		await becomes(t, () => count(page), expected);
		await becomes(t, async () => hashOf(page), `#?${query}`);
		await page.reload();
		await becomes(t, () => count(page), expected);
		t.is(await page.getByLabel(label, {exact: true}).inputValue(), choice);
		await page.getByRole('button', {name: 'Show all'}).click();
		await becomes(t, () => count(page), '160 of 160 cells');
		await becomes(t, async () => hashOf(page), '');
	});
}

test('only matching rows, columns and marks are drawn', async t => {
	const page = await openPage(t, sampleResults(), {hash: '#?lock=unset&outcome=fail&image=stream10'});
	t.deepEqual(await shownScenarios(page), ['unset-leaves-choice']);
	t.deepEqual(await page.locator('#grid .group').allTextContents(), ['stream10']);
	t.deepEqual(await page.locator('#grid tbody td:not(.away)').allTextContents(), ['✗']);
});

test('builds that differ are found, and no cell if they agree', async t => {
	const page = await openPage(t, sampleResults());
	await page.getByLabel('differs between builds').check();
	await becomes(t, () => count(page), '10 of 160 cells');
	await becomes(t, async () => hashOf(page), '#?differs=1');
	const alike = await openPage(t, combinedResults(), {hash: '#?differs=1'});
	t.regex((await count(alike)) ?? '', /^No cell fits: 0 of 8/);
});

test('a search without a match says so, with a count and a way back', async t => {
	const page = await openPage(t, sampleResults());
	await page.getByRole('searchbox').fill('nothing has this');
	await becomes(t, () => count(page), 'No cell fits: 0 of 160. Take a filter away, or show all.');
	await page.getByRole('button', {name: 'Show all'}).click();
	t.is((await shownScenarios(page)).length, 6);
});

test('a link to the cells of a cause sets the filter, and so does one to the cells of a build', async t => {
	const base = sampleResults();
	const many = Array.from({length: 20}, (_, index) => ({
		...makeCell({image: 'forky', runtime: 'crun', lock: 'unset', scenario: `more-${index}`}),
		outcome: 'fail' as const,
		unexpected: true,
		layer: 'kernel' as const,
		reason: 'the same for all',
	}));
	const page = await openPage(t, {...base, cells: [...base.cells, ...many]});
	await page.getByRole('link', {name: 'and 8 more, in the matrix'}).click();
	await becomes(t, () => count(page), '20 of 180 cells');
	await page.locator('#build-summary').getByRole('link').nth(1).click();
	await becomes(t, () => count(page), '7 of 180 cells');
});

test('one image and several builds: the matrix turns by itself', async t => {
	const all = combinedResults();
	const images = all.images.slice(0, 1);
	const page = await openPage(t, {...all, images, cells: all.cells.filter(({image}) => image === images[0]!.id)});
	t.deepEqual(await page.locator('#grid tbody .line').allTextContents(), ['trixie']);
	// Names that are too long for their columns are numbers, and the legend has the names.
	t.deepEqual(await page.locator('#grid .group').allTextContents(), ['1', '2', '3', '4']);
	t.deepEqual(await page.locator('.numbers li').allTextContents(), [
		'crun',
		'crun+criu@new',
		'crun@fix',
		'crun@fix+criu@new',
	]);
});
