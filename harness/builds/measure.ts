// Runs each binary under test once in each image, with `--version`: one that cannot run there is refused by name.
import {stripVTControlCharacters} from 'node:util';
import type Docker from 'dockerode';
import {buildsFolder, openSandbox} from '../container/open-sandbox.ts';
import {ownerOf} from '../engine/sweep.ts';
import type {PlannedImage} from '../plan/cells.ts';
import {UsageError} from '../plan/usage.ts';
import type {BuildResult} from '../results/schema.ts';
import type {Build} from './request.ts';

type Ready = Extract<PlannedImage, {state: 'ready'}>;
type Binary = Extract<Build, {source: 'binary'}>;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8').trim();

const versionIn = async (docker: Docker, image: Ready, build: Binary): Promise<string> => {
	const {runtime: name, path: file} = build;
	const owner = ownerOf(process.pid);
	const request = {ref: image.ref, run: 'measure', cell: 'measure', owner, binary: {name, path: file}};
	const sandbox = await openSandbox(docker, request);
	try {
		// By its whole path: a file that is not executable would be passed over in PATH for the image's own.
		const mounted = `${buildsFolder}/${name}`;
		const {exit, stdout, stderr} = await sandbox.exec([mounted, '--version'], {limit: 20});
		if (exit === 0) return text(stdout).split('\n')[0] ?? '';
		const missing = await sandbox.exec(['sh', '-c', `ldd ${mounted} 2>&1 | grep 'not found'`]);
		const said = text(missing.stdout) || stderr.trim() || text(stdout) || `exit ${exit}`;
		const why = stripVTControlCharacters(said).slice(0, 500);
		throw new UsageError(`--runtime ${build.id}: ${file} cannot run in ${image.id}: ${why}`);
	} finally {
		await sandbox.stop();
	}
};

/** @throws UsageError when a binary cannot run in one of the images */
export const measureBuilds = async (
	docker: Docker,
	builds: readonly Build[],
	images: readonly PlannedImage[],
): Promise<BuildResult[]> => {
	const ready = images.filter(image => image.state === 'ready');
	const results: BuildResult[] = [];
	for (const build of builds) {
		const {id, runtime, source} = build;
		const versions: Record<string, string> = {};
		for (const image of ready) {
			const version =
				build.source === 'binary' ? await versionIn(docker, image, build) : image.facts.runtimes[runtime]?.version;
			if (version !== undefined) versions[image.id] = version;
		}
		const binary = build.source === 'binary' && {digest: build.digest, path: build.path};
		results.push({id, runtime, source, versions, ...binary});
	}
	return results;
};
