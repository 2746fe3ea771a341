// `netlock clean`: removes every container and image that netlock made, the private engine, and the stores of builds and results.
import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {Command} from 'commander';
import {type Engine, findEngine} from '../engine/connect.ts';
import {removeImages} from '../engine/images.ts';
import {removePrivateEngine} from '../engine/private-engine.ts';
import {sweepAll} from '../engine/sweep.ts';
import {repositories} from '../images/names.ts';
import {cacheFolder} from '../run/cache/store.ts';
import {buildStore} from '../run/prepare.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';

const cleanEngine = async ({docker, endpoint, kind}: Engine): Promise<void> => {
	const containers = await sweepAll(docker);
	// A private engine is removed whole, with its images.
	const images = kind === 'private' ? 0 : await removeImages(docker, repositories);
	process.stdout.write(
		`${endpoint}: removed ${containers} containers${kind === 'private' ? '' : ` and ${images} images`}\n`,
	);
};

const clean = async (): Promise<void> => {
	const config = environment.engine();
	const engine = await findEngine(config);
	if (engine) await cleanEngine(engine);
	const removed = await removePrivateEngine(config.home);
	process.stdout.write(removed ? `removed the private engine in ${config.home}\n` : 'there is no private engine\n');
	const stores = {builds: buildStore(config), 'results to use again': cacheFolder(config.home)};
	for (const [what, folder] of Object.entries(stores)) {
		if (!existsSync(folder)) continue;
		await rm(folder, {recursive: true, force: true});
		process.stdout.write(`removed the ${what} in ${folder}\n`);
	}
};

export const cleanCommand = (): Command =>
	withExamples(
		new Command('clean').description(
			'remove every container, image and build that netlock made, results to use again, and its private engine',
		),
		{clean: 'Reports are kept.'},
	).action(clean);
