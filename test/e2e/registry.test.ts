// Images travel through a real registry on loopback, which replaces the public ones. The tests have their own engine,
// so that no run takes a stand-in for the real image.
import {copyFile, open, stat} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestFn} from 'ava';
import type Docker from 'dockerode';
import {findImage, removeImages} from '../../harness/engine/images.ts';
import {label} from '../../harness/engine/labels.ts';
import {baseRepository, resolveBase} from '../../harness/images/base.ts';
import type {ImageDefinition} from '../../harness/images/definition.ts';
import {
	BaseBroken,
	NoBase,
	PackageMirrorFailed,
	ReferenceVanished,
	RegistryUnreachable,
} from '../../harness/images/errors.ts';
import {imageRef} from '../../harness/images/view.ts';
import type {Step} from '../../harness/model/step.ts';
import {startFlakyProxy} from '../registry/flaky-proxy.ts';
import {freePort} from '../registry/loopback.ts';
import {cached} from '../registry/package-manager.ts';
import {build, named, publicRegistries, type SetUp, setUp, withBases} from '../registry/set-up.ts';
import {readResults, startNetlock} from './netlock.ts';

const it = test as TestFn<SetUp>;

/** Resources that the tests started. They end in reverse order, also if `before` fails half way. */
const endings: (() => Promise<unknown>)[] = [];

it.before('a registry with stand-ins for all bases, and an engine of its own', async t => {
	t.timeout(300_000);
	t.context = await setUp(end => endings.push(end));
});

it.after.always('nothing of it is left', async () => {
	for (const end of endings.toReversed()) await end();
});

/** Variants of which an image has one. */
const filesIn = async (docker: Docker, ref: string, files: readonly string[]): Promise<string[]> => {
	const container = await docker.createContainer({Image: ref, Cmd: ['none']});
	const there = async (path: string): Promise<boolean> =>
		container.infoArchive({path}).then(
			() => true,
			() => false,
		);
	try {
		const found = await Promise.all(files.map(there));
		return files.filter((_, index) => found[index]);
	} finally {
		await container.remove({force: true});
	}
};

const tap = '/opt/netlock/tap/criu';
const standIns = /^stand-in (?:dnf|zypper|apt-get): /;

it.serial(
	'every image of another distro builds, as far as its packages are concerned, on a base from the registry',
	async t => {
		t.timeout(300_000);
		const {definitions, supply, tools, registry} = t.context;
		const others = definitions.filter(({id, recipe}) => recipe !== undefined && !id.startsWith('debian-'));
		t.true(others.length >= 17, `${others.length} images`);
		const check = async (definition: ImageDefinition): Promise<void> => {
			const lines = await build(t.context, definition);
			const asked = lines.filter(line => standIns.test(line)).at(-1) ?? '';
			for (const name of definition.buildArguments.PACKAGES?.split(' ') ?? []) {
				t.true(asked.split(' ').includes(name), `${definition.id} asks for ${name}: ${lines.join('\n')}`);
			}
			const ref = `${await imageRef(definition, tools)}-built`;
			const image = await findImage(supply.docker, ref);
			const origin = image?.labels[label.base] ?? '';
			t.regex(origin, new RegExp(`^${registry.host}/.*@sha256:[0-9a-f]{64}$`), definition.id);
			t.deepEqual(
				await filesIn(supply.docker, ref, [tap, ...cached]),
				[tap],
				`${definition.id} has the tap, and no cache`,
			);
		};
		await Promise.all(others.map(check));
	},
);

it.serial('a package of a further repository is there only for an image that asks for the repository', async t => {
	const {buildArguments, ...rest} = named(t.context, 'centos-stream-9-legacy');
	const {RELEASE, ...others} = buildArguments;
	t.is(RELEASE, 'epel-release');
	const error = await t.throwsAsync(build(t.context, {...rest, buildArguments: others}));
	t.regex(error?.message ?? '', /Unable to find a match: iptables-legacy/);
});

it.serial('the base that is preferred is asked for, though a fallback is here already', async t => {
	const {supply, tools} = t.context;
	await build(t.context, named(t.context, 'almalinux-10'));
	const definition = named(t.context, 'centos-stream-10');
	await build(t.context, definition);
	const image = await findImage(supply.docker, `${await imageRef(definition, tools)}-built`);
	t.regex(image?.labels[label.base] ?? '', /centos\/centos@sha256:/);
});

it.serial('a package that the distro does not have is named, and is no trouble of a mirror', async t => {
	const {buildArguments, ...rest} = named(t.context, 'centos-stream-10');
	const PACKAGES = `${buildArguments.PACKAGES} runc`;
	const error = await t.throwsAsync(build(t.context, {...rest, buildArguments: {...buildArguments, PACKAGES}}));
	t.false(error instanceof PackageMirrorFailed);
	t.regex(error?.message ?? '', /Unable to find a match: runc/);
});

it.serial(
	'a registry that does not answer, a vanished digest, a broken tag and a mirror that fails are four errors',
	async t => {
		t.timeout(60_000);
		const {registry} = t.context;
		const closed = `127.0.0.1:${await freePort()}`;
		const nothing = `sha256:${'0'.repeat(64)}`;
		const cases = [
			[
				`${closed}/centos/centos:stream10`,
				RegistryUnreachable,
				/^127\.0\.0\.1:\d+ cannot be reached: connection refused$/,
			],
			[
				`${registry.host}/centos/centos@${nothing}`,
				ReferenceVanished,
				/does not exist \(any more\): .* no such digest$/,
			],
			[`${registry.host}/centos/centos:stream11`, ReferenceVanished, /does not exist \(any more\): .* no such tag$/],
			[`${registry.host}/broken/centos:stream10`, BaseBroken, /is broken: \/bin\/sh does not run in it$/],
			[`${registry.host}/library/debian:trixie-slim`, BaseBroken, /is broken: it has no dnf$/],
			[
				`${registry.host}/offline/centos:stream9`,
				PackageMirrorFailed,
				/the package mirror failed: .*Failed to download metadata/,
			],
		] as const;
		for (const [reference, kind, message] of cases) {
			const error = await t.throwsAsync(build(t.context, withBases(t.context, reference)), {instanceOf: kind});
			t.regex(error?.shortMessage ?? '', message, reference);
			t.regex(error?.message ?? '', /\n.+/, 'with what to try next');
		}
	},
);

it.serial('a base that cannot be had gives way to the next, and why is recorded', async t => {
	const {registry, supply} = t.context;
	const broken = `${registry.host}/broken/centos:stream10`;
	const definition = withBases(t.context, broken, 'quay.io/centos/centos:stream10-development');
	const base = await resolveBase(supply, definition, () => {}, {anew: true});
	t.regex(base.origin, /centos\/centos@sha256:/);
	t.deepEqual(base.passedOver, [`${broken} is broken: /bin/sh does not run in it`]);
	const none = withBases(t.context, broken, `${registry.host}/centos/centos:stream11`);
	const error = await t.throwsAsync(
		resolveBase(supply, none, () => {}, {anew: true}),
		{instanceOf: NoBase},
	);
	t.regex(error?.shortMessage ?? '', /is broken: .*; .* does not exist/);
});

it.serial('connections that break are tried again, what does not exist is not', async t => {
	const {registry, supply} = t.context;
	const proxy = await startFlakyProxy(registry.port, 2);
	t.teardown(proxy.stop);
	const steps: Step[] = [];
	const definition = withBases(t.context, `${proxy.host}/fedora/fedora:44`);
	t.regex((await resolveBase(supply, definition, step => steps.push(step))).origin, /fedora@sha256:/);
	t.is(proxy.dropped(), 2);
	// An engine may lose both connections in one pull: it tries TLS first, and then plain HTTP.
	t.true(steps.some(({kind}) => kind === 'try again'));
	const absent: Step[] = [];
	const missing = withBases(t.context, `${registry.host}/fedora/fedora:1`);
	await t.throwsAsync(
		resolveBase(supply, missing, step => absent.push(step)),
		{instanceOf: ReferenceVanished},
	);
	t.false(absent.some(({kind}) => kind === 'try again'));
});

it.serial('what cannot be had is a miss with its reason, and a run of nothing else is exit 3', async t => {
	t.timeout(120_000);
	const {env, home, supply} = t.context;
	// Stand-ins that an earlier test built.
	await removeImages(supply.docker, ['netlock/centos-', 'netlock/fedora-']);
	await removeImages(supply.docker, [`${baseRepository}:`]);
	const closed = `127.0.0.1:${await freePort()}`;
	const out = join(home, 'missed');
	const words = ['run', '--image', 'centos-stream-10*,fedora-44', '--core', '--out'];
	const run = (folder: string, ...more: string[]) =>
		startNetlock([...words, folder, '--registry-mirror', `quay.io=${closed}`, ...more], {
			...env,
			NETLOCK_REGISTRY_MIRRORS: publicRegistries.map(name => `${name}=${closed}`).join(','),
		}).ended;
	const {exit, stdout, stderr} = await run(out);
	t.is(exit, 3, stderr);
	t.regex(stdout, /^NOTHING RAN /m);
	t.is((await run(join(home, 'allowed'), '--allow-missing')).exit, 0);
	const {cells} = readResults(out);
	t.true(cells.length > 0);
	for (const {outcome, reason} of cells) {
		t.is(outcome, 'miss');
		t.is(reason, `${closed} cannot be reached: connection refused`);
	}
});

it.serial(
	'an image goes to a machine with no registry, in a file or through a registry of one’s own, and runs there',
	async t => {
		t.timeout(600_000);
		const {env, home, registry, supply} = t.context;
		const image = 'debian-forky-bare';
		const file = join(home, 'images.tar');
		const here = {NETLOCK_REGISTRY_MIRRORS: ''};
		const saved = await startNetlock(['images', 'save', file, image], here).ended;
		t.is(saved.exit, 0, saved.stderr);

		const spoilt = join(home, 'spoilt.tar');
		await copyFile(file, spoilt);
		const handle = await open(spoilt, 'r+');
		await handle.write(Buffer.from('spoilt'), 0, 6, Math.floor((await stat(file)).size / 2));
		await handle.close();
		const refused = await startNetlock(['images', 'load', spoilt], env).ended;
		t.is(refused.exit, 3);
		t.regex(refused.stderr, /spoilt\.tar is not what `netlock images save` wrote: sha256 of images\.tar is/);

		const alone = {...env, NETLOCK_REGISTRY_MIRRORS: 'docker.io=127.0.0.1:9'};
		const loaded = await startNetlock(['images', 'load', file], alone).ended;
		t.is(loaded.exit, 0, loaded.stderr);
		const runs = async (name: string): Promise<void> => {
			const out = join(home, name);
			const words = ['run', '--image', image, '--lock', 'nftables', '--scenario', 'explicit-is-honoured', '--out', out];
			const build = ['--runtime', 'crun', '--libcriu', 'package'];
			const run = await startNetlock([...words, ...build], alone).ended;
			t.is(run.exit, 0, run.stderr);
			t.notRegex(run.stderr, /preparing/);
			t.deepEqual(
				readResults(out).cells.map(({outcome}) => outcome),
				['pass'],
			);
		};
		await runs('loaded');

		const pushed = await startNetlock(['images', 'push', `${registry.host}/mine`, image], here).ended;
		t.is(pushed.exit, 0, pushed.stderr);
		t.regex(pushed.stdout, new RegExp(`^${registry.host}/mine/${image}:[0-9a-f]{12}@sha256:[0-9a-f]{64}$`, 'm'));
		await removeImages(supply.docker, [`netlock/${image}:`]);
		const pulled = await startNetlock(['images', 'pull', '--from', `${registry.host}/mine`, image], alone).ended;
		t.is(pulled.exit, 0, pulled.stderr);
		await runs('pulled');
	},
);
