// Runs before the tests of completion in `npm test`, and installs missing shells. If that fails, the tests of these
// shells are skipped by name.
import {installPackages} from '../../fixtures/distro-packages.ts';
import {isInstalled, shells} from './shells.ts';

const missing = shells.filter(shell => !isInstalled(shell));
try {
	if (missing.length > 0) installPackages(...missing);
} catch (error) {
	process.stdout.write(`${missing.join(', ')}: not installed (${error instanceof Error ? error.message : error})\n`);
}
