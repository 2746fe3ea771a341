// Where a lock can be set without the command line: real files, written by the script that writes them in a sandbox.
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {dir} from 'tmp-promise';
import {run} from '../../harness/container/cell-context.ts';
import {configuration} from '../../harness/container/configuration.ts';
import {runtimes} from '../../harness/runtimes/runtime.ts';
import {contextOf} from '../fixtures/cell-context.ts';

const labIn = async () => {
	const {path: folder} = await dir({unsafeCleanup: true});
	const file = (name: string) => join(folder, name.replaceAll('/', '_'));
	const seen: (Record<string, string> | undefined)[] = [];
	const context = contextOf('crun', 'unset', {
		exec: async ([program = '', ...words], options) => {
			seen.push(options?.env);
			execFileSync(
				program,
				words.map(word => (word.startsWith('/etc/') ? file(word) : word)),
			);
			return {exit: 0, stdout: new Uint8Array(), stderr: '', duration: 1};
		},
	});
	return {context, seen, file, read: (name: string) => readFileSync(file(name), 'utf8')};
};

test('default.conf gets a line in place of an earlier one with the same option, and keeps the rest', async t => {
	const {context, file, read} = await labIn();
	writeFileSync(file('/etc/criu/default.conf'), 'action-script /a\nnetwork-lock skip\nnetwork-lock-not\n');
	t.is(
		await configuration(context, runtimes.crun).defaultConf('network-lock nftables', 'tcp-close'),
		'/etc/criu/default.conf',
	);
	t.is(read('/etc/criu/default.conf'), 'action-script /a\nnetwork-lock-not\nnetwork-lock nftables\ntcp-close\n');
});

test('each source has its own file, which need not exist before', async t => {
	const {context, read} = await labIn();
	const {ownConf, sharedConfs, forAnnotation} = configuration(context, runtimes.crun);
	const files = [
		await ownConf('network-lock iptables'),
		...(await sharedConfs('network-lock nftables')),
		await forAnnotation('network-lock skip'),
	];
	t.deepEqual(files, ['/etc/criu/crun.conf', '/etc/criu/runc.conf', '/etc/criu/annotated.conf']);
	t.deepEqual(files.map(read), ['network-lock iptables\n', 'network-lock nftables\n', 'network-lock skip\n']);
});

test('later commands, also repeated by hand, have the environment that names its file', async t => {
	const {context, seen, read} = await labIn();
	const file = await configuration(context, runtimes.crun).environment('network-lock skip');
	t.is(read(file), 'network-lock skip\n');
	t.is(seen.at(-1)?.CRIU_CONFIG_FILE, undefined);
	await run(context, ['true']);
	t.is(seen.at(-1)?.CRIU_CONFIG_FILE, file);
	t.true(context.commands.includes(`export CRIU_CONFIG_FILE=${file}`));
});
