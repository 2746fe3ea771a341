// Opens pages of given results, in one browser for each test file. A test fails if its page writes to the console,
// throws, or sends a request to the network.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {isDeepStrictEqual} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import type {Results} from '../../harness/model/results.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {until} from '../../harness/support/until.ts';
import {openBrowser} from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlock-page-'));
let browser: Promise<Browser> | undefined;
const written = new Map<string, string>();

test.after.always(async () => {
	await (await browser)?.close();
	rmSync(folder, {recursive: true, force: true});
});

/** The page's address. Equal text shares a file. */
const addressOf = (text: string): string => {
	const known = written.get(text);
	if (known !== undefined) return known;
	const file = join(folder, `${written.size}.html`);
	writeFileSync(file, text);
	const address = pathToFileURL(file).href;
	written.set(text, address);
	return address;
};

export const desktop = {viewport: {width: 1440, height: 1000}};
export const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true};

export const openPage = async (
	t: ExecutionContext,
	/** Results, or a finished page. */
	shown: Results | string,
	options: BrowserContextOptions & {hash?: string} = {},
): Promise<Page> => {
	browser ??= openBrowser();
	const {hash = '', ...context} = options;
	const page = await (await browser).newPage({...desktop, ...context});
	// A busy machine draws late. No test is about speed.
	page.setDefaultTimeout(120_000);
	const trouble: string[] = [];
	page.on('pageerror', ({message}) => trouble.push(message));
	page.on('console', message => trouble.push(message.text()));
	page.on('request', request => {
		if (!request.url().startsWith('file:')) trouble.push(`asks for ${request.url()}`);
	});
	t.teardown(async () => {
		await page.close();
		if (trouble.length > 0) throw new Error(`the page is in trouble: ${trouble.join('; ')}`);
	});
	await page.goto(addressOf(typeof shown === 'string' ? shown : renderHtml(shown)) + hash);
	return page;
};

/** The address after `#`. */
export const hashOf = (page: Page): string => new URL(page.url()).hash;

/** The value becomes the expected one: a busy machine draws late. */
export const becomes = async <T>(t: ExecutionContext, read: () => Promise<T>, expected: T): Promise<void> => {
	let seen: T | undefined;
	await until(
		async () => {
			seen = await read();
			return isDeepStrictEqual(seen, expected);
		},
		{limitMs: 20_000, everyMs: 50},
	);
	t.deepEqual(seen, expected);
};
