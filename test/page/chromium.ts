// A real Chromium for the tests of the page: the distro's package, which is installed if it is missing.
import {existsSync} from 'node:fs';
import {type Browser, chromium} from 'playwright-core';
import {installPackages} from '../fixtures/distro-packages.ts';

const program = '/usr/bin/chromium';

/** Headless, and without network. */
export const openBrowser = (): Promise<Browser> => {
	if (!existsSync(program)) installPackages('chromium', 'fonts-dejavu-core');
	return chromium.launch({
		executablePath: program,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
	});
};
