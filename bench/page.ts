// Measures large pages in a real Chromium: bytes, the time to write one, the time until it answers, and the time of
// each interaction.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Page} from 'playwright-core';
import {renderHtml} from '../harness/report/html.ts';
import {openBrowser} from '../test/page/chromium.ts';
import {largeResults} from '../test/page/large-results.ts';

const goals = {5000: {megabytes: 2, loaded: 500, acted: 100}, 20000: {megabytes: 8, loaded: 1500, acted: 200}};

/** Time from the event to the next frame that shows its effect, as the page itself measures it. */
const timed = (page: Page, action: string): Promise<number> =>
	page.evaluate(
		`new Promise(resolve => {
			const started = performance.now();
			${action};
			requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
		})`,
	);

const search = (words: string): string =>
	`const box = document.querySelector('[name=q]'); box.value = '${words}'; box.dispatchEvent(new Event('input', {bubbles: true}))`;
const choose = (name: string, value: string): string =>
	`const box = document.querySelector('[name=${name}]'); box.value = '${value}'; box.dispatchEvent(new Event('input', {bubbles: true}))`;

const actions: [name: string, action: string][] = [
	['search', search('scenario-1 nftables')],
	['search cleared', search('')],
	['filter by lock', choose('lock', 'skip')],
	['filter by outcome', choose('outcome', 'unexpected')],
	['show all', `document.querySelector('[type=reset]').click()`],
	['differs', `document.querySelector('[name=differs]').click()`],
	['differs, off', `document.querySelector('[name=differs]').click()`],
	['open a cell', `document.querySelector('#grid tbody td').click()`],
];

const line = (name: string, value: number, unit: string, goal?: number): string =>
	`${name.padEnd(24)} ${value.toFixed(unit === 'MB' ? 2 : 0).padStart(8)} ${unit}${goal === undefined ? '' : `   goal ${goal}, ${value <= goal ? 'reached' : 'missed'}`}\n`;

const folder = mkdtempSync(join(tmpdir(), 'netlock-bench-page-'));
const browser = await openBrowser();
for (const [count, {megabytes, loaded, acted}] of Object.entries(goals)) {
	const results = largeResults(Number(count));
	const before = process.cpuUsage();
	const text = renderHtml(results);
	const {user, system} = process.cpuUsage(before);
	const file = join(folder, `${count}.html`);
	writeFileSync(file, text);
	process.stdout.write(`\n${count} cells\n`);
	process.stdout.write(line('size', Buffer.byteLength(text) / 1e6, 'MB', megabytes));
	process.stdout.write(line('written, processor time', (user + system) / 1000, 'ms'));
	const page = await browser.newPage({viewport: {width: 1440, height: 1000}});
	await page.goto(pathToFileURL(file).href);
	const ready = `performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd`;
	process.stdout.write(line('interactive', await page.evaluate<number>(ready), 'ms', loaded));
	for (const [name, action] of actions) process.stdout.write(line(name, await timed(page, action), 'ms', acted));
	await page.close();
}
await browser.close();
rmSync(folder, {recursive: true, force: true});
