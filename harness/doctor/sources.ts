// Checks the sources of images: the machine's package mirror, and registries. It keeps nothing that it fetches.

import type {Base} from '../images/bases.ts';
import {mirrorIn} from '../images/bootstrap.ts';
import {type Mirrors, registryHost} from '../images/mirrors.ts';
import {limits} from '../support/limits.ts';
import type {MachineFiles} from './machine-files.ts';

export type Sources = {
	mmdebstrap: boolean;
	/** The Debian mirror in apt's sources. */
	mirror: string | undefined;
	/** Suite → whether the mirror has it; empty when there is no mirror. */
	suites: Map<string, boolean>;
	/** Registry host → whether it or its mirror answers. */
	registries: Map<string, boolean>;
};

/** Status of the answer. Undefined when there is none in time. */
const statusOf = (url: string, method: 'GET' | 'HEAD', limitMs = limits.sourceAnswerMs): Promise<number | undefined> =>
	fetch(url, {method, signal: AbortSignal.timeout(limitMs)}).then(
		async ({status, body}) => {
			await body?.cancel();
			return status;
		},
		() => undefined,
	);

/**
 * docker.io is only a name: its API has another address (distribution/reference, Docker's own special case). On
 * loopback an engine uses HTTP.
 */
const apiOf = (host: string): string => {
	if (/^(localhost|127\.\d+\.\d+\.\d+)(:|$)/.test(host)) return `http://${host}`;
	return `https://${host === 'docker.io' ? 'registry-1.docker.io' : host}`;
};

/** Status 401 asks for a token, so the registry answers (OCI distribution specification, "Determining Support"). */
export const registryAnswers = async (origin: string, limitMs?: number): Promise<boolean> => {
	const status = await statusOf(`${origin}/v2/`, 'GET', limitMs);
	return status === 200 || status === 401;
};

/** A mirror that does not answer is asked a second time: it may only be slow for a moment. */
export const mirrorHas = async (mirror: string, suite: string): Promise<boolean> => {
	const ask = (): Promise<number | undefined> => statusOf(`${mirror}/dists/${suite}/InRelease`, 'HEAD');
	return ((await ask()) ?? (await ask())) === 200;
};

const findMirror = ({names, text}: MachineFiles): string | undefined => {
	const folder = '/etc/apt/sources.list.d';
	const files = ['/etc/apt/sources.list', ...names(folder).map(name => `${folder}/${name}`)];
	const lists = files.filter(file => /\.(list|sources)$/.test(file)).map(file => text(file) ?? '');
	return mirrorIn(lists.join('\n'));
};

const hasMmdebstrap = ({exists}: MachineFiles): boolean =>
	['/usr/bin/mmdebstrap', '/usr/local/bin/mmdebstrap'].some(exists);

const askEach = async (
	names: Iterable<string>,
	ask: (name: string) => Promise<boolean>,
): Promise<Map<string, boolean>> =>
	new Map(await Promise.all([...new Set(names)].map(async name => [name, await ask(name)] as const)));

export const viewSources = async (files: MachineFiles, bases: readonly Base[], mirrors: Mirrors): Promise<Sources> => {
	const mirror = findMirror(files);
	const suites = bases.flatMap(base => ('bootstrap' in base ? [base.bootstrap.suite] : []));
	const hosts = bases.flatMap(base => ('registry' in base ? [registryHost(base.registry)] : []));
	const [suitesThere, registries] = await Promise.all([
		mirror === undefined ? new Map<string, boolean>() : askEach(suites, suite => mirrorHas(mirror, suite)),
		askEach(hosts, host => registryAnswers(apiOf(registryHost(mirrors.get(host) ?? host)))),
	]);
	return {mmdebstrap: hasMmdebstrap(files), mirror, suites: suitesThere, registries};
};
