// Before the tests of completion in `npm test`: installs shells that are missing. Where that fails their tests are skipped by name.
import {installPackages} from '../../fixtures/distro-packages.ts';
import {isInstalled, shells} from './shells.ts';

const missing = shells.filter(shell => !isInstalled(shell));
try {
	if (missing.length > 0) installPackages(...missing);
} catch (error) {
	process.stdout.write(`${missing.join(', ')}: not installed (${error instanceof Error ? error.message : error})\n`);
}
