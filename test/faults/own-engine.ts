// An engine of its own that faults may kill and fill: in memory, with only the image that the cells need. The engine of
// other processes stays as it is.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {clientFor} from '../../harness/engine/client.ts';
import {EngineError} from '../../harness/engine/errors.ts';
import {findDockerd, launchEngine, privateSocket, removePrivateEngine} from '../../harness/engine/private-engine.ts';
import {loadImages, saveImages} from '../../harness/engine/transport.ts';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {prepareImages} from '../../harness/run/prepare-images.ts';
import {engine} from '../e2e/engine.ts';
import {survivors} from '../fixtures/processes.ts';

export type OwnEngine = {
	/** Variables by which netlock finds it. */
	env: Record<string, string>;
	/** On its disk. */
	home: string;
	kill: () => Promise<void>;
	/** After `kill`. */
	start: () => Promise<void>;
};

/** Space for the image and some sandboxes. */
const diskSize = '1500m';

const pidOf = (home: string): number => Number(readFileSync(join(home, 'engine', 'docker.pid'), 'utf8'));

const imageRef = async (): Promise<string> => {
	const shared = await engine();
	const definitions = (await readImages(project.images)).filter(({id}) => id === 'debian-forky');
	const [image] = await prepareImages(shared, definitions, () => {});
	if (image?.state !== 'ready') throw new EngineError('debian-forky is unavailable');
	return image.ref;
};

/** Must be removed, also if the engine in it did not start. */
const homes: string[] = [];

const begin = async (): Promise<OwnEngine> => {
	const dockerd = findDockerd();
	if (dockerd === undefined) throw new EngineError('there is no dockerd to start an engine with');
	const ref = await imageRef();
	const home = mkdtempSync(join(tmpdir(), 'netlock-faults-engine-'));
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskSize}`, 'netlock-faults', home]);
	homes.push(home);
	const start = async (): Promise<void> => void (await launchEngine(dockerd, home));
	await start();
	const endpoint = `unix://${privateSocket(home)}`;
	const source = await saveImages((await engine()).docker, [ref]);
	await loadImages(clientFor(endpoint), source);
	const kill = async (): Promise<void> => {
		const pid = pidOf(home);
		process.kill(pid, 'SIGKILL');
		await survivors([pid]);
	};
	return {env: {DOCKER_HOST: endpoint}, home, kill, start};
};

let begun: Promise<OwnEngine> | undefined;

/** Starts with the first fault that needs it. */
export const ownEngine = (): Promise<OwnEngine> => {
	begun ??= begin();
	return begun;
};

export const endOwnEngine = async (): Promise<void> => {
	for (const home of homes.splice(0)) {
		await removePrivateEngine(home);
		// Remains of sandboxes may still have files open there.
		execFileSync('umount', ['--lazy', home]);
		rmSync(home, {recursive: true, force: true});
	}
};
