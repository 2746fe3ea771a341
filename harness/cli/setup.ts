// `netlock setup`: makes an engine available. Installs the distro's packages if there is none, and if it may.
import {Command} from 'commander';
import {findEngine} from '../engine/connect.ts';
import {type Install, installEngine, planInstall, thisHost} from '../engine/install.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {exitCode} from './exit-codes.ts';

const refuse = ({why, commands}: Install, because: string): void => {
	process.stderr.write(`netlock: ${why}.\nNot installed by netlock: ${because}. Run this yourself, then try again:\n`);
	for (const command of commands) process.stderr.write(`  ${command}\n`);
	process.exitCode = exitCode.cannotWork;
};

const setup = async (): Promise<void> => {
	if (await findEngine(environment.engine())) return;
	const install = planInstall(thisHost());
	if (install === undefined) return;
	if (!environment.mayInstall()) return refuse(install, 'NETLOCK_NO_INSTALL is set');
	if (install.obstacle !== undefined) return refuse(install, install.obstacle);
	process.stderr.write(`netlock: ${install.why}; installing from the distro: ${install.packages.join(', ')}\n`);
	const started = performance.now();
	await installEngine(install, line => process.stderr.write(`netlock: ${line}\n`));
	process.stderr.write(`netlock: installed in ${Math.round((performance.now() - started) / 1000)} s\n`);
};

export const setupCommand = (): Command =>
	withExamples(new Command('setup').description('install an engine from the distro’s packages if there is none'), {
		setup: 'Does nothing if an engine answers. With NETLOCK_NO_INSTALL=1 it prints the commands instead.',
	}).action(setup);
