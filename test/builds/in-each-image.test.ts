// Which builds are prepared in which images at the same time, and the effect of a failure on the others.
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {BuildFailed, LibraryMissing} from '../../harness/builds/errors.ts';
import {inEachImage} from '../../harness/builds/in-each-image.ts';
import {ImageUnavailable} from '../../harness/engine/errors.ts';

const images = [{id: 'forky'}, {id: 'trixie'}, {id: 'sid'}];

test('one build is prepared in two images at the same time, and in no more', async t => {
	let [now, most] = [0, 0];
	const begun = Promise.withResolvers<string>();
	const rows = await inEachImage(['crun=src:TREE'], images, async (_, {id}) => {
		most = Math.max(most, ++now);
		if (now === 2) begun.resolve('both');
		// If builds do not run at the same time, one waits for the other until its limit.
		const met = await Promise.race([begun.promise, sleep(5000, 'alone', {ref: false})]);
		now--;
		return `${id} ${met}`;
	});
	t.is(most, 2);
	t.deepEqual(rows[0]?.made, [
		['forky', 'forky both'],
		['trixie', 'trixie both'],
		['sid', 'sid both'],
	]);
});

test('builds and images keep their order, whichever is ready first', async t => {
	const rows = await inEachImage(['slow', 'fast'], images, async (build, {id}) => {
		await sleep(build === 'slow' && id === 'forky' ? 50 : 0);
		return `${build} ${id}`;
	});
	t.deepEqual(
		rows.map(({build, made}) => [build, ...made.map(([id]) => id)]),
		[
			['slow', 'forky', 'trixie', 'sid'],
			['fast', 'forky', 'trixie', 'sid'],
		],
	);
});

test('a build that fails in some images is unavailable there, with the reason, and ready in the others', async t => {
	const failed = new BuildFailed('the build of crun in trixie failed: error', '');
	const missing = new ImageUnavailable('no builder');
	const [row] = await inEachImage(['crun'], images, async (_, {id}) => {
		if (id === 'trixie') throw failed;
		if (id === 'sid') throw missing;
		return id;
	});
	t.deepEqual(row?.made, [['forky', 'forky']]);
	t.deepEqual(row?.unavailable, [
		['trixie', failed],
		['sid', missing],
	]);
});

test('a build that fails in every image ends everything with its first reason; running builds finish', async t => {
	const begun: string[] = [];
	const ended: string[] = [];
	const made = inEachImage(['bad', 'good', 'later'], [{id: 'forky'}], async build => {
		begun.push(build);
		await sleep(build === 'bad' ? 10 : 50);
		ended.push(build);
		if (build === 'bad') throw new BuildFailed('bad', '');
	});
	await t.throwsAsync(made, {instanceOf: BuildFailed});
	t.deepEqual(begun, ['bad', 'good']);
	t.deepEqual(ended, ['bad', 'good']);
});

for (const error of [new LibraryMissing('no libfoo', ''), new Error('a defect')]) {
	test(`${error.name} in one image fails everything, although another image has the build`, async t => {
		const made = inEachImage(['crun'], images, async (_, {id}) => {
			if (id === 'trixie') throw error;
		});
		t.is((await t.throwsAsync(made)) as unknown, error);
	});
}

test('of two failures at the same time the first requested one is reported, whichever comes first', async t => {
	const second = Promise.withResolvers<void>();
	const made = inEachImage(['asked', 'sample'], images.slice(0, 1), async build => {
		if (build === 'sample') second.resolve();
		else await second.promise.then(() => sleep(20));
		throw new LibraryMissing(`${build} lacks a library`, '');
	});
	await t.throwsAsync(made, {message: /^asked/});
});

test('without an image there is nothing to prepare, and nothing fails', async t => {
	t.deepEqual(await inEachImage(['crun'], [], async () => 'made'), [{build: 'crun', made: [], unavailable: []}]);
});
