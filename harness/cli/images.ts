// `netlock images`: list them, or build them before they are needed.
import {Command} from 'commander';
import {connect} from '../engine/connect.ts';
import {readImages} from '../images/definition.ts';
import {select} from '../plan/selection.ts';
import {project} from '../run/project.ts';
import {readyImages} from '../run/ready-images.ts';
import {environment} from './environment.ts';
import {Progress} from './progress.ts';

const list = async (): Promise<void> => {
	for (const {id, title, bases} of await readImages(project.images)) {
		const names = bases.map(base => ('registry' in base ? base.registry : `bootstrap of ${base.bootstrap.suite}`));
		process.stdout.write(`${id.padEnd(24)}${title}\n${''.padEnd(24)}from ${names.join(', else ')}\n`);
	}
};

const build = async (globs: string[]): Promise<void> => {
	const wanted = select('images build', globs, await readImages(project.images), ({id}) => id);
	const {docker} = await connect(environment.engine());
	const progress = new Progress(process.stderr, environment.isInteractive());
	const images = await readyImages(docker, wanted, progress.step);
	for (const image of images) {
		if (image.state === 'miss') {
			progress.note(`${image.id} is not to be had: ${image.reason}`);
			continue;
		}
		const {id, ref, base, facts} = image;
		const {version, defaultLock = 'unknown'} = facts.criu;
		progress.note(`${id} is ready as ${ref}: CRIU ${version}, default lock ${defaultLock}; base ${base}`);
	}
};

export const imagesCommand = (): Command =>
	new Command('images')
		.description('the images that cells run in')
		.addCommand(new Command('list').description('every image, and what it is made from').action(list))
		.addCommand(
			new Command('build')
				.argument('[glob...]')
				.description('build those that are missing or out of date')
				.action(build),
		);
