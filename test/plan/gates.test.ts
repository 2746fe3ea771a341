// Gates that scenarios share: when each one skips a cell, and with which reason.
import test from 'ava';
import {locks} from '../../harness/model/axes.ts';
import type {RuntimeFacts} from '../../harness/model/facts.ts';
import {
	cannotTrackMemory,
	isNoOlderRuntime,
	isNoUpdate,
	lacksOption,
	podmanIsMissing,
	toolIsMissing,
} from '../../harness/plan/gates.ts';
import {facts, readyBuild, readyImage, scenarioOf} from '../fixtures/plan.ts';
import {measured, only, plan} from '../fixtures/plan-cells.ts';

test('the gate for a missing tool stops iptables and defaults to it, and names the scenario to look at', t => {
	const images = [readyImage('bare', {tools: {'iptables-restore': false, nft: true}})];
	const cells = plan({images, locks, scenarios: [scenarioOf('gated', {skip: toolIsMissing})]});
	t.deepEqual(
		cells.map(({lock, settled}) => [lock, settled?.outcome]),
		[
			['unset', 'skip'],
			['iptables', 'skip'],
			['nftables', undefined],
			['skip', undefined],
		],
	);
	t.regex(cells[0]?.settled?.reason ?? '', /^iptables-restore is not in the image.*see missing-tool$/);
});

test('a podman under test counts, also in an image without podman', t => {
	const scenarios = [scenarioOf('one', {skip: podmanIsMissing})];
	const podman = {version: '6.0.0', digest: 'd', options: {checkpoint: [], restore: []}};
	const reasons = [{}, {podman}].map(
		replaced => only({scenarios, builds: [readyBuild('crun', 'crun', {'debian-trixie': replaced})]}).settled?.reason,
	);
	t.deepEqual(reasons, ['the image has no podman', undefined]);
});

test('a scenario that needs an option is skipped if the help of the runtime lacks it', t => {
	const options = {checkpoint: ['--network-lock'], restore: ['--tcp-established']};
	const older = {version: '1.21', digest: 'a', checkpoints: true, networkLockFlag: true, options};
	const scenarios = [scenarioOf('gated', {skip: lacksOption('restore', '--tcp-close')})];
	const reasonOf = (crun: RuntimeFacts) =>
		only({images: [readyImage('debian-trixie', {runtimes: {crun}})], scenarios}).settled?.reason;
	t.is(reasonOf(older), 'crun 1.21 has no restore --tcp-close');
	t.is(reasonOf({...older, options: {...options, restore: ['--tcp-close']}}), undefined);
	t.is(reasonOf(measured), undefined, 'what was not measured gates nothing');
});

test('a pre-dump is skipped where CRIU was seen not to track memory', t => {
	const scenarios = [scenarioOf('one', {skip: cannotTrackMemory})];
	const reasonOf = (can?: {'track-memory': boolean}) =>
		only({scenarios, images: [readyImage('debian-trixie', {criu: {...facts.criu, ...(can && {can})}})]}).settled
			?.reason;
	t.regex(reasonOf({'track-memory': false}) ?? '', /has no soft-dirty bits .* so there is no pre-dump$/);
	t.is(reasonOf({'track-memory': true}), undefined);
	t.is(reasonOf(), undefined, 'what was not measured gates nothing');
});

test('a CRIU replaces another one: not itself, and not if its C library is too new', t => {
	const withCriu = (id: string, digest: string, libc6: string) =>
		readyImage(id, {packages: {libc6}, criu: {...facts.criu, digest}});
	const images = [withCriu('old', 'o', '2.41-12'), withCriu('new', 'n', '2.43-7'), withCriu('newer', 'm', '2.43-9')];
	const scenarios = ['old', 'new', 'newer'].map(destination => ({
		...scenarioOf(`updated-${destination}`, {skip: isNoUpdate}),
		destination,
	}));
	const builds = [readyBuild('crun', 'crun')];
	const reasons = plan({images, builds, locks: ['nftables'], scenarios}).map(({image, scenario, settled}) => [
		`${image} ${scenario}`,
		settled?.reason,
	]);
	t.deepEqual(Object.fromEntries(reasons), {
		'old updated-old': 'old has the same CRIU',
		'old updated-new': 'CRIU of new needs its C library, 2.43-7, and the one here is 2.41-12',
		'old updated-newer': 'CRIU of newer needs its C library, 2.43-9, and the one here is 2.41-12',
		'new updated-old': undefined,
		'new updated-new': 'new has the same CRIU',
		'new updated-newer': undefined,
		'newer updated-old': undefined,
		'newer updated-new': undefined,
		'newer updated-newer': 'newer has the same CRIU',
	});
});

test('a runtime is updated from a package that is older, checkpoints, and finds its C library', t => {
	const withCrun = (id: string, version: string, more: Partial<RuntimeFacts> = {}, libc6 = '2.41') =>
		readyImage(id, {packages: {libc6}, runtimes: {crun: {...measured, version, networkLockFlag: true, ...more}}});
	const older = [
		withCrun('old', '1.21'),
		withCrun('without-lock', '1.18', {networkLockFlag: false}),
		withCrun('newer-libc', '1.22', {}, '2.43'),
	];
	const images = [withCrun('new', '1.28'), ...older, readyImage('none', {runtimes: {}})];
	const scenarios = images.map(({id}) => ({...scenarioOf(`from-${id}`, {skip: isNoOlderRuntime}), destination: id}));
	const reasonsOf = (builds: ReturnType<typeof readyBuild>[]) =>
		Object.fromEntries(
			plan({images, builds, locks: ['nftables'], scenarios})
				.filter(({image}) => image === 'new')
				.map(({scenario, settled}) => [scenario, settled?.reason]),
		);
	t.deepEqual(reasonsOf([readyBuild('crun', 'crun')]), {
		'from-new': 'crun 1.28 of new is not older than 1.28 here',
		'from-old': undefined,
		'from-without-lock': 'crun 1.18 of without-lock takes no checkpoint with a lock',
		'from-newer-libc': 'crun of newer-libc needs its C library, 2.43, and the one here is 2.41',
		'from-none': 'none has no crun that can restore',
	});
	const runtime = {...measured, version: '1.29', networkLockFlag: true};
	const everywhere = Object.fromEntries(images.map(({id}) => [id, {runtime}]));
	t.like(reasonsOf([readyBuild('crun@mine', 'crun', everywhere)]), {'from-new': undefined, 'from-old': undefined});
});
