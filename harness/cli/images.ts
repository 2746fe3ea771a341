// `netlock images`: list them, or build them before they are needed.
import {Command} from 'commander';
import {connect} from '../engine/connect.ts';
import {readImages, toolsDefinition} from '../images/definition.ts';
import {ensureImage, ensureTools} from '../images/ensure.ts';
import {select} from '../plan/selection.ts';
import {project} from '../run/project.ts';
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
	const tools = await ensureTools(docker, await toolsDefinition(project.images), step => progress.step('tools', step));
	for (const definition of wanted) {
		const {id} = definition;
		const {ref, base, facts} = await ensureImage(docker, definition, tools, step => progress.step(id, step));
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
