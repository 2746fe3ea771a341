// A distro changes CRIU's default lock: the image reports drift, and no cell fails for it.
import test from 'ava';
import {findImage, untagImage} from '../../harness/engine/images.ts';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {prepareImages} from '../../harness/run/prepare-images.ts';
import {folderWith} from '../fixtures/folder.ts';
import {engine} from './engine.ts';

test('an image whose CRIU is replaced by one with another default is measured again, and reports drift', async t => {
	t.timeout(300_000);
	const supply = await engine();
	const definitions = await readImages(project.images);
	const pick = (id: string) => definitions.filter(each => each.id === id);
	const wanted = [...pick('debian-forky'), ...pick('debian-forky-nftables')];
	const [forky, other] = await prepareImages(supply, wanted, () => {});
	if (forky?.state !== 'ready' || other?.state !== 'ready') return t.fail('images are unavailable');
	t.deepEqual(forky.drift, []);

	const lines = [
		'ARG BASE',
		'ARG TOOLS',
		`FROM ${other.ref} AS other`,
		`FROM ${forky.ref}`,
		'COPY --from=other /usr/sbin/criu /usr/sbin/criu',
	];
	const context = await folderWith(t, {Containerfile: `${lines.join('\n')}\n`});
	const [definition] = pick('debian-forky');
	if (!definition) return t.fail();
	const drifts: string[] = [];
	const [swapped] = await prepareImages(supply, [{...definition, id: 'drift-test', context}], (id, step) => {
		if (step.kind === 'drift') drifts.push(`${id}: ${step.drift.what}`);
	});
	t.teardown(async () => {
		const {docker} = supply;
		const [ref = ''] = swapped?.state === 'ready' ? [swapped.ref] : [];
		for (const each of [ref, `${ref}-built`]) if (await findImage(docker, each)) await untagImage(docker, each);
	});
	if (swapped?.state !== 'ready') return t.fail(JSON.stringify(swapped));
	t.is(swapped.facts.criu.defaultLock, 'nftables');
	t.deepEqual(swapped.drift, [{what: "CRIU's default lock", expected: 'iptables', measured: 'nftables'}]);
	t.deepEqual(drifts, ["drift-test: CRIU's default lock"]);
});
