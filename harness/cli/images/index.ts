// `netlock images`: lists images and moves them between machines. One file per subcommand in this folder.
import {Command} from 'commander';
import {withExamples} from '../examples.ts';
import {buildCommand} from './build.ts';
import {listCommand} from './list.ts';
import {loadCommand, saveCommand} from './load-save.ts';
import {pullCommand, pushCommand} from './pull-push.ts';

export const imagesCommand = (): Command =>
	withExamples(
		[listCommand(), buildCommand(), pullCommand(), pushCommand(), saveCommand(), loadCommand()].reduce(
			(images, command) => images.addCommand(command),
			new Command('images').description('the images that cells run in'),
		),
		{
			'images list': 'All images, with their facts.',
			"images build 'debian-*'": 'Before a run, which would build them otherwise.',
		},
	);
