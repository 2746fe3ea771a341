// `netlock images pull` and `push`: fetch bases from their registries, and move built images through a registry of the
// user's.

import {Command} from 'commander';
import {connect} from '../../engine/connect.ts';
import {ImageUnavailable} from '../../engine/errors.ts';
import {credentialsFor} from '../../images/credentials.ts';
import {toolsDefinition} from '../../images/definition.ts';
import {pullFrom, pushTo} from '../../images/exchange.ts';
import {parsePrefix} from '../../images/mirrors.ts';
import {refreshBase} from '../../images/refresh.ts';
import {newSupply} from '../../images/supply.ts';
import {project} from '../../model/checkout.ts';
import {environment} from '../environment.ts';
import {withExamples} from '../examples.ts';
import {exitCode} from '../exit-codes.ts';
import {newProgress} from '../new-progress.ts';
import {mirrorOption} from '../options.ts';
import {chosenImages, imageGlobs, readyOnes} from './chosen-images.ts';

const pull = async (globs: string[], {from: given, registryMirror}: {from?: string; registryMirror: string[]}) => {
	const wanted = await chosenImages('pull', globs);
	const from = given === undefined ? undefined : parsePrefix('--from', given);
	const tools = await toolsDefinition(project.images);
	const supply = newSupply(await connect(environment.engine(registryMirror)));
	const progress = newProgress();
	let missing = 0;
	for (const definition of wanted) {
		const {id} = definition;
		try {
			if (from !== undefined) {
				progress.note(`${id}: pulled as ${await pullFrom(supply, from, definition, tools)}`);
				continue;
			}
			const {base, change} = await refreshBase(supply, definition, tools, step => progress.step(id, step));
			progress.note(
				`${id}: base ${base.origin}, ${change}${change === 'changed' ? '; the next run builds it again' : ''}`,
			);
		} catch (error) {
			if (!(error instanceof ImageUnavailable)) throw error;
			missing++;
			progress.note(`${id} is unavailable: ${error.shortMessage}`);
		}
	}
	if (missing === wanted.length) process.exitCode = exitCode.cannotWork;
};

const push = async (given: string, globs: string[]): Promise<void> => {
	const wanted = await chosenImages('push', globs);
	const prefix = parsePrefix('images push', given);
	const credentials = await credentialsFor(environment.dockerConfig(), prefix);
	const supply = newSupply(await connect(environment.engine()));
	const progress = newProgress();
	for (const {id, ref} of await readyOnes(supply, wanted, progress)) {
		progress.step(id, {kind: 'push', to: prefix});
		process.stdout.write(
			`${await pushTo(supply, prefix, ref, credentials, line => progress.step(id, {kind: 'output', line}))}\n`,
		);
	}
};

export const pullCommand = (): Command =>
	withExamples(
		new Command('pull')
			.addArgument(imageGlobs())
			.description('fetch bases again; or, with --from, images that were built and pushed elsewhere')
			.option('--from <prefix>', 'registry with a prefix, as given to `push`')
			.addOption(mirrorOption()),
		{
			"images pull 'fedora-*'": 'Newer bases, if there are any; the next run builds the images again.',
			'images pull --from ghcr.io/me/netlock debian-forky': 'A built image, instead of building it here.',
			'images pull --registry-mirror docker.io=mirror.example.org/docker': 'The bases come through a mirror.',
		},
	).action(pull);

export const pushCommand = (): Command =>
	withExamples(
		new Command('push')
			.argument('<prefix>', 'registry with a prefix: ghcr.io/me/netlock')
			.addArgument(imageGlobs())
			.description('push built images, with their facts; prints each with its digest'),
		{"images push ghcr.io/me/netlock 'debian-*'": 'With the credentials of `docker login`.'},
	).action(push);
