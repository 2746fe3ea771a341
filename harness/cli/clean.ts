// `netlock clean`: removes every container and image that netlock made, and the private engine.
import {Command} from 'commander';
import {type Engine, findEngine} from '../engine/connect.ts';
import {removeImages} from '../engine/images.ts';
import {removePrivateEngine} from '../engine/private-engine.ts';
import {sweepAll} from '../engine/sweep.ts';
import {repositories} from '../images/names.ts';
import {environment} from './environment.ts';

const cleanEngine = async ({docker, endpoint, kind}: Engine): Promise<void> => {
	const containers = await sweepAll(docker);
	// A private engine goes whole, images and all.
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
};

export const cleanCommand = (): Command =>
	new Command('clean').description('remove every container, image and private engine that netlock made').action(clean);
