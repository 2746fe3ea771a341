// Checks the engine, and whether it supports the sandboxes that netlock needs.
import {compareVersions} from '../model/versions.ts';
import {type Check, gap, note, ok} from './check.ts';
import type {EngineFacts, EngineView} from './engine-view.ts';

const origin: Record<EngineFacts['kind'], string> = {
	given: 'from DOCKER_HOST',
	found: 'found on this machine',
	private: "netlock's own",
};

/** Private cgroup namespaces came with Docker 20.10 (API 1.41). */
const oldestDocker = '20.10';

const anotherEngine = 'set DOCKER_HOST to a rootful engine, or unset it and run netlock as root, which starts its own';

const versionCheck = ({product, version, endpoint, kind}: EngineFacts): Check => {
	const detail = `${product} ${version} answers at ${endpoint} (${origin[kind]})`;
	return product === 'Docker' && compareVersions(version, oldestDocker) < 0
		? gap('engine', `${detail}, which is too old`, `use Docker ${oldestDocker} or newer: ${anotherEngine}`)
		: ok('engine', detail);
};

const storageCheck = ({storageDriver, dataFolder}: EngineFacts): Check => {
	const detail = `${storageDriver}, in ${dataFolder}`;
	return storageDriver === 'vfs'
		? note('storage', `${detail}: every layer is a whole copy, so images and sandboxes are slow and large`)
		: ok('storage', detail);
};

const answering = (facts: EngineFacts, kernel: string): Check[] => [
	versionCheck(facts),
	storageCheck(facts),
	facts.rootless
		? gap('rootful', 'the engine is rootless, and checkpoint/restore takes root', anotherEngine)
		: ok('rootful', 'yes'),
	ok('cgroups', `driver ${facts.cgroupDriver}, version ${facts.cgroupVersion}`),
	...(facts.kernel === kernel
		? []
		: [
				note(
					'other machine',
					`the engine runs on kernel ${facts.kernel}; what is said below of kernel, capabilities and cgroups is of this machine`,
				),
			]),
];

/** `kernel`: this machine's release. */
export const engineChecks = (view: EngineView, kernel: string): Check[] => {
	switch (view.state) {
		case 'answers':
			return answering(view.facts, kernel);
		case 'startable':
			return [
				ok(
					'engine',
					`none answers; can be started: ${view.dockerd}, as netlock's own at ${view.endpoint}, by the next run`,
				),
			];
		case 'silent':
			return [gap('engine', view.problem, 'start it, or unset DOCKER_HOST')];
		case 'absent':
			return [absent(view.install)];
	}
};

const absent = (install: Extract<EngineView, {state: 'absent'}>['install']): Check => {
	if (install === undefined) {
		return gap('engine', 'none answers, and it takes root to start the one installed', 'run netlock as root');
	}
	const {why, obstacle, commands} = install;
	if (obstacle === undefined) return gap('engine', why, '`netlock setup`');
	return gap('engine', `${why}; ${obstacle} to install`, `as root \`${commands.join(' && ')}\`, or set DOCKER_HOST`);
};
