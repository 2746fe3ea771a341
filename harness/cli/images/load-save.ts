// `netlock images save` and `load`: write and read built images as one file, for a machine that reaches no registry.
import {existsSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {Command} from 'commander';
import {connect} from '../../engine/connect.ts';
import {ImageUnavailable} from '../../engine/errors.ts';
import {loadArchive, saveArchive} from '../../images/archive.ts';
import {netlockVersion} from '../../model/checkout.ts';
import {UsageError} from '../../model/usage-error.ts';
import {environment} from '../environment.ts';
import {withExamples} from '../examples.ts';
import {newProgress} from '../new-progress.ts';
import {chosenImages, imageGlobs, readyOnes} from './chosen-images.ts';

const save = async (file: string, globs: string[]): Promise<void> => {
	const wanted = await chosenImages('save', globs);
	if (!existsSync(dirname(resolve(file))))
		throw new UsageError(`images save ${file}: there is no folder ${dirname(resolve(file))}`, 'Make it first.');
	const supply = await connect(environment.engine());
	const progress = newProgress();
	const ready = await readyOnes(supply, wanted, progress);
	if (ready.length === 0) throw new ImageUnavailable('none of these images is available, so there is nothing to save');
	progress.step(file, {kind: 'save', images: ready.length});
	const saved = ready.map(({id, ref, digest}) => ({id, ref, digest}));
	const size = await saveArchive(supply.docker, resolve(file), saved, netlockVersion());
	progress.note(`${file}: ${ready.map(({id}) => id).join(', ')}; ${Math.round(size / 1e6)} MB`);
};

const load = async (file: string): Promise<void> => {
	if (!existsSync(file))
		throw new UsageError(`images load ${file}: there is no such file`, 'Make one: netlock images save');
	const {docker} = await connect(environment.engine());
	const progress = newProgress();
	progress.step(file, {kind: 'load'});
	const {images, netlock} = await loadArchive(docker, resolve(file));
	for (const {id, digest} of images) progress.note(`${id}: loaded, ${digest}`);
	if (netlock !== netlockVersion()) {
		progress.note(
			`saved by netlock ${netlock}, this is ${netlockVersion()}: what has changed since will be built again`,
		);
	}
};

export const saveCommand = (): Command =>
	withExamples(
		new Command('save')
			.argument('<file>', 'the archive to write')
			.addArgument(imageGlobs())
			.description('write built images, with their facts, to one file'),
		{"images save netlock-images.tar 'debian-*'": 'For a machine that reaches no registry.'},
	).action(save);

export const loadCommand = (): Command =>
	withExamples(
		new Command('load')
			.argument('<file>', 'an archive that `netlock images save` wrote')
			.description('load images from an archive, after verifying it'),
		{'images load netlock-images.tar': 'On that machine.'},
	).action(load);
