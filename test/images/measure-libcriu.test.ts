// The libcriu of a sandbox: by the package that owns it, and by the functions that it exports.
import test from 'ava';
import {measureLibcriu} from '../../harness/images/measure-libcriu.ts';
import {measureRuntime} from '../../harness/images/measure-runtime.ts';
import {playedStarted} from '../fixtures/played-sandbox.ts';

const prints = (stdout: string) => playedStarted([/libcriu/, {stdout}]);

test('the version is that of the package that owns the file', async t => {
	const measured = await measureLibcriu(prints('abc\n4.2.1-1\ncriu_set_config_file\ncriu_set_network_lock\n'));
	t.deepEqual(measured, {digest: 'abc', packaged: '4.2.1-1', atLeast: '4.2'});
});

test('a file without a package is at least as new as its newest function', async t => {
	const atLeast = async (...calls: string[]) => (await measureLibcriu(prints(`abc\n\n${calls.join('\n')}\n`)))?.atLeast;
	t.is(await atLeast('criu_set_lsm_mount_context', 'criu_set_network_lock'), '3.17');
	t.is(await atLeast('criu_set_network_lock'), '3.16');
	t.is(await atLeast(), '3.15');
});

test('if the loader finds no libcriu, there are no facts', async t => {
	t.is(await measureLibcriu(playedStarted([/libcriu/, {exit: 1}])), undefined);
});

for (const [link, features, libcriu] of [
	['loaded\n', '+CRIU', 'loaded'],
	['linked\n', '+CRIU', 'linked'],
	['', '+CRIU', 'built in'],
	['', '+YAJL', 'none'],
] as const) {
	test(`a runtime with ${features} and ${link.trim() || 'no'} library: ${libcriu}`, async t => {
		const crun = playedStarted([/libcriu/, {stdout: link}], [/--version/, {stdout: `crun version 1.28\n${features}`}]);
		t.is((await measureRuntime(crun, 'crun'))?.libcriu, libcriu);
	});
}
