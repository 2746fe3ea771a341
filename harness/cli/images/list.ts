// `netlock images list`: lists every image and variant, whether it is available, and its facts.
import {Command} from 'commander';
import {viewEngine} from '../../doctor/engine-view.ts';
import {examineImages} from '../../doctor/examine-images.ts';
import {renderImages} from '../../report/image-list.ts';
import {documentText} from '../../results/documents.ts';
import {environment} from '../environment.ts';
import {withExamples} from '../examples.ts';
import {mirrorOption} from '../options.ts';
import {imageGlobs} from './chosen-images.ts';

const states = {ready: 'built', pending: 'buildable', missing: 'unreachable'} as const;

const list = async (globs: string[], {json, registryMirror}: {json?: boolean; registryMirror: string[]}) => {
	const config = environment.engine(registryMirror);
	const {images} = await examineImages(await viewEngine(config), config.mirrors, globs, 'images list');
	const rows = images.map(({id, title, availability, check, base, facts, drift}) => ({
		id,
		title,
		state: states[availability],
		detail: check.detail,
		...(base !== undefined && {base}),
		...(facts && {facts}),
		...(drift && drift.length > 0 && {drift}),
	}));
	const output = json
		? documentText('image-list', {schema: 1, images: rows})
		: renderImages(rows, environment.terminal());
	process.stdout.write(output);
};

export const listCommand = (): Command =>
	withExamples(
		new Command('list')
			.addArgument(imageGlobs())
			.description('list every image: base, state and facts')
			.option('--json', 'as one JSON document, with all facts (docs/schema/image-list.json)')
			.addOption(mirrorOption()),
		{
			'images list': 'The names that --image takes.',
			"images list 'fedora-*' --json": 'Some, for a program.',
			'images list --registry-mirror docker.io=mirror.example.org/docker': 'Would the mirror have the bases?',
		},
	).action(list);
