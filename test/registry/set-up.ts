// A registry with stand-ins for all bases, and its own engine. Images are built from there as `netlock run` does.
import {dir} from 'tmp-promise';
import {clientFor} from '../../harness/engine/client.ts';
import {removeImages} from '../../harness/engine/images.ts';
import {removePrivateEngine, startPrivateEngine} from '../../harness/engine/private-engine.ts';
import {loadImages, saveImages} from '../../harness/engine/transport.ts';
import {baseRepository, resolveBase} from '../../harness/images/base.ts';
import {type ImageDefinition, readImages, toolsDefinition} from '../../harness/images/definition.ts';
import {ensureBuilt, ensureTools} from '../../harness/images/ensure.ts';
import {parseMirrors} from '../../harness/images/mirrors.ts';
import {newSupply, type Supply} from '../../harness/images/supply.ts';
import {project} from '../../harness/model/checkout.ts';
import type {Step} from '../../harness/model/step.ts';
import {engine} from '../e2e/engine.ts';
import {type Registry, startRegistry} from './loopback.ts';
import {pushBroken, pushDebian, pushStandIns, pushWithoutMirror} from './stand-ins.ts';

export type SetUp = {
	home: string;
	registry: Registry;
	supply: Supply;
	tools: ImageDefinition;
	toolsRef: string;
	definitions: ImageDefinition[];
	/** Variables by which netlock finds the engine, and this registry in place of the public ones. */
	env: Record<string, string>;
};

export const publicRegistries = ['docker.io', 'quay.io', 'registry.fedoraproject.org', 'registry.opensuse.org'];

/** `onEnd` gets the removal of each resource as soon as it exists. Call the last removal first, also if this throws. */
export const setUp = async (onEnd: (end: () => Promise<unknown>) => void): Promise<SetUp> => {
	const {path: home, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-registry-'});
	onEnd(cleanup);
	const registry = await startRegistry(home);
	onEnd(registry.stop);
	onEnd(() => removePrivateEngine(home));
	const {endpoint} = await startPrivateEngine(home);
	const docker = clientFor(endpoint);
	const mirrors = publicRegistries.map(name => `${name}=${registry.host}`);
	const supply = newSupply({docker, mirrors: parseMirrors(mirrors)});
	const tools = await toolsDefinition(project.images);
	const ours = newSupply(await engine());
	const toolsRef = await ensureTools(ours, tools, () => {});
	const {ref: debian} = await resolveBase(ours, tools, () => {});
	await loadImages(docker, await saveImages(ours.docker, [toolsRef, debian]));
	await pushStandIns(docker, registry.host, debian);
	await pushDebian(docker, `${registry.host}/library/debian:trixie-slim`, debian);
	await pushBroken(docker, `${registry.host}/broken/centos:stream10`);
	await pushWithoutMirror(docker, `${registry.host}/offline/centos:stream9`, debian);
	// All later images must come from the registry.
	await removeImages(docker, [`${baseRepository}:`]);
	const env = {NETLOCK_HOME: home, DOCKER_HOST: '', NETLOCK_REGISTRY_MIRRORS: mirrors.join(',')};
	const definitions = await readImages(project.images);
	return {home, registry, supply, tools, toolsRef, definitions, env};
};

export const named = ({definitions}: SetUp, id: string): ImageDefinition => {
	const found = definitions.find(each => each.id === id);
	if (!found) throw new Error(`no image ${id}`);
	return found;
};

/** Builds as `netlock run` does, and does not measure: a stand-in has no runtime. */
export const build = async ({supply, tools, toolsRef}: SetUp, definition: ImageDefinition): Promise<string[]> => {
	const lines: string[] = [];
	const onStep = (step: Step): void => void (step.kind === 'output' && lines.push(step.line));
	await ensureBuilt({supply, definition, makeTools: async () => toolsRef, onStep}, tools);
	return lines;
};

export const withBases = (context: SetUp, ...registries: string[]): ImageDefinition => ({
	...named(context, 'centos-stream-10'),
	id: 'test',
	bases: registries.map(registry => ({registry, because: 'a test'})),
});
