// A real Chromium for the tests of the page: the distro's package, installed where it is missing.
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {type Browser, chromium} from 'playwright-core';

const program = '/usr/bin/chromium';

const install = (): void => {
	const words = ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
	if (process.env.NETLOCK_NO_INSTALL === '1') {
		throw new Error(
			`${program} is missing. NETLOCK_NO_INSTALL is set, so run this yourself: apt-get ${words.join(' ')}`,
		);
	}
	const env = {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive'};
	for (const each of [['update'], words]) execFileSync('apt-get', each, {env, stdio: ['ignore', 'ignore', 'inherit']});
};

/** Headless, and deaf to the network. */
export const openBrowser = (): Promise<Browser> => {
	if (!existsSync(program)) install();
	return chromium.launch({
		executablePath: program,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
	});
};
