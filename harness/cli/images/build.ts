// `netlock images build`: builds and measures images that are missing or out of date.
import {Command} from 'commander';
import {connect} from '../../engine/connect.ts';
import {prepareImages} from '../../run/prepare-images.ts';
import {counted} from '../../support/counted.ts';
import {environment} from '../environment.ts';
import {withExamples} from '../examples.ts';
import {newProgress} from '../new-progress.ts';
import {allowMissingOption, NothingRan, requireNamed} from '../nothing-ran.ts';
import {mirrorOption} from '../options.ts';
import {chosenImages, imageGlobs} from './chosen-images.ts';

const build = async (
	globs: string[],
	{registryMirror, allowMissing}: {registryMirror: string[]; allowMissing?: boolean},
): Promise<void> => {
	const wanted = await chosenImages('build', globs);
	const progress = newProgress();
	const images = await prepareImages(await connect(environment.engine(registryMirror)), wanted, progress.step);
	for (const image of images) {
		if (image.state === 'miss') {
			// The user named the image, so the whole reason is shown.
			if (globs.length > 0) progress.note(`${image.id} is unavailable: ${image.help ?? image.reason}`);
			continue;
		}
		const {id, ref, base, facts} = image;
		const {version, defaultLock = 'unknown'} = facts.criu;
		progress.note(`${id} is ready as ${ref}: CRIU ${version}, default lock ${defaultLock}; base ${base}`);
	}
	if (allowMissing) return;
	if (images.every(({state}) => state === 'miss')) {
		const reasons = images.map(image => (image.state === 'miss' ? image.reason : ''));
		throw new NothingRan(`0 of ${counted(images.length, 'image')} could be built`, reasons);
	}
	requireNamed(globs, images);
};

export const buildCommand = (): Command =>
	withExamples(
		new Command('build')
			.addArgument(imageGlobs())
			.description('build and measure images that are missing or out of date')
			.addOption(mirrorOption())
			.addOption(allowMissingOption()),
		{
			"images build 'fedora-*' --allow-missing": 'The available ones; a registry that is down is no failure.',
			"images build 'debian-*'": 'Before a run, for example in a CI job that caches them.',
			'images build debian-forky --registry-mirror docker.io=mirror.example.org/docker':
				'The base comes through a mirror.',
		},
	).action(build);
