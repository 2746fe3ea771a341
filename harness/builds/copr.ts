// Packages from COPR: nightlies of `rhcontainerbot/podman-next`, and Packit's builds of pull requests
// (`packit/containers-crun-1627`). Only for images with dnf. They are fetched each time: a nightly changes under the
// same name.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type Docker from 'dockerode';
import {copyOut} from '../engine/copy-out.ts';
import {ImageUnavailable} from '../engine/errors.ts';
import {buildImage, untagImage} from '../engine/images.ts';
import {PackageMirrorFailed} from '../images/errors.ts';
import {mirrorTrouble} from '../images/package-mirror.ts';
import type {Artifact} from '../model/artifact.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {sha256} from '../support/sha256.ts';
import {artifactFiles, readBuild, type StoredProject, storeBuild} from './build-store.ts';
import type {BuilderBase} from './builder.ts';
import {NoSource} from './errors.ts';
import type {MakeOptions} from './make.ts';

const packages: Record<StoredProject, string> = {crun: 'crun', criu: 'criu criu-libs', runc: 'runc', podman: 'podman'};

let fetched = 0;

/** Messages of dnf 4 and 5 for a project or package that does not exist. The clearest message comes first. */
const problemLines = [/^.*(?:does not exist|not found|No match|does not have any builds|404).*$/im, /^Error: .*$/m];

/** @throws NoSource when the image has no dnf, or the project no such package; ImageUnavailable when the fetch fails */
export const fetchCopr = async (
	docker: Docker,
	image: BuilderBase,
	project: StoredProject,
	copr: string,
	{builders, store, onStep = () => {}}: MakeOptions,
): Promise<Artifact> => {
	const context = join(builders, image.packageManager ?? '', 'copr');
	if (image.packageManager === undefined || !existsSync(context)) {
		throw new NoSource(`copr:${copr} is unavailable for ${image.id}`, 'COPR has packages for images with dnf.');
	}
	onStep({kind: 'fetch', project, from: `copr:${copr}`});
	// Several images fetch at the same time.
	const tag = `netlock/copr:${process.pid}-${++fetched}`;
	await buildImage(
		docker,
		{
			context,
			files: ['Containerfile'],
			dockerfile: 'Containerfile',
			tag,
			buildArguments: {IMAGE: image.ref, COPR: copr, PACKAGES: packages[project], WHEN: new Date().toISOString()},
		},
		line => onStep({kind: 'output', line}),
	).catch((error: unknown) => {
		if (!(error instanceof ImageUnavailable)) throw error;
		const what = `${project} from copr:${copr} for ${image.id}`;
		const trouble = mirrorTrouble(error.message);
		if (trouble !== undefined) throw new PackageMirrorFailed(what, trouble, error.message);
		const said = problemLines.map(each => each.exec(error.message)?.[0].trim()).find(line => line !== undefined);
		throw said === undefined ? error : new NoSource(`there is no ${what}: ${said}`, error.message);
	});
	const files = await thenCleanUp(
		() => copyOut(docker, tag, '/out'),
		() => untagImage(docker, tag),
	);
	const [name] = artifactFiles[project];
	const binary = files.get(name);
	if (!binary) throw new NoSource(`the package from copr:${copr} holds no ${name}`, [...files.keys()].join(', '));
	const origin = files.get('origin')?.toString('utf8') ?? '';
	const made = {digest: sha256(binary), source: sha256(origin), duration: 0};
	const folder = join(store, sha256(`${project} ${image.ref} ${origin}`).slice(0, 16));
	return (await readBuild(folder, project)) ?? storeBuild(folder, project, files, made, origin);
};
