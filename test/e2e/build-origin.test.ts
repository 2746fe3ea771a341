// A build does not change its own record, nor what a later build is compiled from.
import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {EngineError} from '../../harness/engine/errors.ts';
import {inMakefile} from '../fixtures/patch.ts';
import {type WatchedBuilds, watchBuilds} from './watched-builds.ts';

let builds: WatchedBuilds;

test.before('the builder', async t => {
	t.timeout(900_000);
	builds = await watchBuilds();
});

test.after.always(() => builds?.end());

test('a build cannot forge the record of its source', async t => {
	const honest = await builds.make();
	const command = 'mkdir -p /build/out && echo forged > /build/out/origin';
	const made = await builds.make({patches: [inMakefile(command)]});
	t.is(made.origin?.source, honest.origin?.source);
	t.deepEqual(readdirSync(join(made.path, '..')).sort(), ['build.json', 'crun', 'log']);
});

test('no file that a tree writes changes the source of the next tree at the same path', async t => {
	const tree = join(builds.work, 'shared path');
	const write = async (main: string, configure: string): Promise<void> => {
		await writeFile(join(tree, 'main.c'), `int main(void) { return ${main}; }\n`);
		await writeFile(join(tree, 'configure'), `printf 'crun:\\n\\tgcc -o crun main.c\\n' > Makefile\n${configure}`, {
			mode: 0o755,
		});
	};
	// First a forged cache archive with a changed source. Then a cache with an object for the honest source.
	const poison = [
		'mkdir -p /tmp/p/tree /build/ccache && echo "int main(void) { return 66; }" > /tmp/p/tree/main.c',
		'cp -R /tmp/p/tree /build/ccache/ && tar -C /tmp/p -cf /build/out/ccache.tar tree && tar -C /tmp/p -cf - tree >&3',
		'echo "int main(void) { return 1; }" > main.c && gcc -c -o /dev/null main.c',
	];
	await mkdir(tree);
	for (const ends of ['exit 1', 'true']) {
		await write('0', `mkdir -p /build/out\n${poison.join('\n')}\n${ends}\n`);
		await builds.make({tree}).catch(() => {});
		// The tree differs each time: netlock would not compile a known tree again.
		await write('1', `: after ${ends}\n`);
		const made = await builds.make({tree});
		t.false(made.reused);
		t.is(spawnSync(made.path).status, 1, 'the honest tree gives 1');
	}
});

test('a tree that cannot be read to its end is an error, and gives no build', async t => {
	// Files that report a size of 0 and have content.
	const tree = '/proc/sys/fs/mqueue';
	const error = await t.throwsAsync(builds.make({tree}), {instanceOf: EngineError});
	t.regex(error?.shortMessage ?? '', /could not be read: Size mismatch$/);
	t.deepEqual(await builds.remaining(), []);
});
