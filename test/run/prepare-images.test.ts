// Images before a run, without an engine: which are ready, which are unavailable and why, and the messages.
import test, {type ExecutionContext} from 'ava';
import type {ImageDefinition} from '../../harness/images/definition.ts';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import type {Step} from '../../harness/model/step.ts';
import {prepareImages} from '../../harness/run/prepare-images.ts';
import {engineWithImages} from '../fixtures/engine-with-images.ts';
import {facts} from '../fixtures/plan.ts';

const all = await readImages(project.images);
const definitionOf = (id: string): ImageDefinition => {
	const found = all.find(each => each.id === id);
	if (found === undefined) throw new Error(`there is no ${id}`);
	return {...found, expect: {}};
};
const trixie = definitionOf('debian-trixie');

const prepared = async (
	t: ExecutionContext,
	definitions: readonly ImageDefinition[],
	has: Parameters<typeof engineWithImages>[1] = {'debian-trixie': {}},
) => {
	const engine = await engineWithImages(t, has);
	const steps: [string, Step][] = [];
	const mirrors = new Map<string, string>();
	const images = await prepareImages({docker: engine.docker, mirrors}, definitions, (subject, step) =>
		steps.push([subject, step]),
	);
	return {...engine, images, steps};
};

test('a measured image is ready at once, with all facts that a cell needs', async t => {
	const {images, steps, calls} = await prepared(t, [trixie]);
	t.like(images, [{id: 'debian-trixie', title: trixie.title, state: 'ready', packageManager: 'apt-get', drift: []}]);
	t.like(images[0], {facts: {os: facts.os}, base: 'registry.test/base@sha256:1', digest: 'sha256:debian-trixie'});
	t.deepEqual(steps, [['images', {kind: 'images ready', ready: 1, built: 0}]]);
	t.false(calls().some(call => call.startsWith('POST')));
});

test('an image that this processor cannot run is unavailable with that reason, and nothing is fetched for it', async t => {
	const [stream, alma] = [definitionOf('centos-stream-10'), definitionOf('almalinux-10')];
	const same = {...alma, id: 'centos-stream-11', architectures: stream.architectures ?? []};
	const {images, steps, calls} = await prepared(t, [stream, trixie, same]);
	t.deepEqual(
		images.map(({id, state}) => [id, state]),
		[
			['centos-stream-10', 'miss'],
			['debian-trixie', 'ready'],
			['centos-stream-11', 'miss'],
		],
	);
	t.regex(images[0]?.state === 'miss' ? images[0].reason : '', /^centos-stream-10 needs .* this processor is riscv64$/);
	t.deepEqual(
		steps.map(([subject, {kind}]) => [subject, kind]),
		[
			['images', 'images ready'],
			['images', 'images unavailable'],
			['images', 'images unavailable'],
		],
	);
	t.like(steps[0]?.[1], {ready: 1, built: 0});
	t.false(calls().some(call => call.startsWith('POST')));
});

test('images that are unavailable for one reason share a message', async t => {
	const bases = [{registry: 'nowhere.test/base:1'}];
	const pair = ['fedora-44', 'fedora-45'].map(id => ({...definitionOf(id), bases}));
	const {images, steps} = await prepared(t, pair);
	t.deepEqual(
		images.map(({state}) => state),
		['miss', 'miss'],
	);
	t.like(steps.at(-1)?.[1], {kind: 'images unavailable', images: ['fedora-44', 'fedora-45']});
	t.deepEqual(
		steps
			.filter(([, {kind}]) => kind === 'base')
			.map(([subject]) => subject)
			.sort(),
		['fedora-44', 'fedora-45'],
	);
});

test('the run reports unexpected facts of an image, and a CRIU that records another lock than it takes', async t => {
	const held = {criu: {...facts.criu, heldLock: 'nftables'}} as const;
	const {images, steps} = await prepared(t, [{...trixie, expect: {defaultLock: 'nftables'}}], {'debian-trixie': held});
	t.deepEqual(
		steps.slice(0, 2).map(([subject, {kind}]) => [subject, kind]),
		[
			['debian-trixie', 'drift'],
			['debian-trixie', 'recorded otherwise'],
		],
	);
	t.like(steps[1]?.[1], {recorded: 'iptables', held: 'nftables'});
	t.is(images[0]?.state === 'ready' && images[0].drift.length, 1);
});

test('an engine in trouble ends the run: no image becomes unavailable for it', async t => {
	const {docker} = await engineWithImages(t, {}, {'GET /images/*': {status: 500, json: {message: 'disk trouble'}}});
	const preparing = prepareImages({docker, mirrors: new Map()}, [trixie], () => {});
	await t.throwsAsync(preparing, {message: /disk trouble/});
});
