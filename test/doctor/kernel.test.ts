// Kernel features, from a configuration, a list of modules, or files in /proc.
import {gzipSync} from 'node:zlib';
import test from 'ava';
import {criuCheckChecks, kernelIssueChecks, type Measured} from '../../harness/doctor/criu.ts';
import {kernelChecks} from '../../harness/doctor/kernel.ts';
import {parseConfig, viewKernel} from '../../harness/doctor/kernel-view.ts';
import {filesOf} from '../fixtures/machine-files.ts';
import {facts, knownIssue} from '../fixtures/plan.ts';

const release = '6.12.0-test';
const options = [
	...['CHECKPOINT_RESTORE', 'NAMESPACES', 'INET_DIAG', 'UNIX_DIAG', 'NETLINK_DIAG', 'NF_TABLES', 'NF_TABLES_INET'],
	...['NFT_COMPAT', 'NETFILTER_XT_MARK', 'IP_NF_IPTABLES', 'IP6_NF_IPTABLES', 'VETH', 'TUN', 'MEM_SOFT_DIRTY'],
];

/** A kernel configuration with every option built in, except these. */
const config = (changes: Record<string, string> = {}): string =>
	options
		.map(option => changes[option] ?? `CONFIG_${option}=y`)
		.map(line => (line === '' ? '# CONFIG_SOMETHING is not set' : line))
		.join('\n');

const checksOf = (files: Record<string, string | Uint8Array>) =>
	Object.fromEntries(kernelChecks(viewKernel(filesOf(files), release)).map(check => [check.name, check]));

const statesOf = (files: Record<string, string | Uint8Array>) => [
	...new Set(Object.values(checksOf(files)).map(({state}) => state)),
];

test('a line that says "is not set" sets nothing', t => {
	t.deepEqual(
		[...parseConfig('CONFIG_TUN=m\n# CONFIG_VETH is not set\nCONFIG_HZ=250\n')],
		[
			['TUN', 'm'],
			['HZ', '250'],
		],
	);
});

for (const [place, content] of [
	['/proc/config.gz', gzipSync(config())],
	[`/boot/config-${release}`, config()],
	[`/lib/modules/${release}/config`, config()],
] as const) {
	test(`with every option in ${place}, every feature is there`, t => {
		t.deepEqual(statesOf({[place]: content}), ['ok']);
	});
}

for (const option of ['CHECKPOINT_RESTORE', 'NAMESPACES', 'UNIX_DIAG', 'NF_TABLES_INET']) {
	test(`without ${option} the matrix cannot run`, t => {
		const gaps = Object.values(checksOf({'/proc/config.gz': gzipSync(config({[option]: ''}))})).filter(
			({state}) => state === 'gap',
		);
		t.is(gaps.length, 1);
		t.true(gaps[0]?.detail.includes(option));
		t.not(gaps[0]?.fix, undefined);
	});
}

test('without soft-dirty pages, TUN or veth the matrix runs, with a note', t => {
	const checks = checksOf({'/proc/config.gz': gzipSync(config({MEM_SOFT_DIRTY: '', TUN: '', VETH: ''}))});
	t.deepEqual(
		Object.values(checks).flatMap(({name, state}) => (state === 'ok' ? [] : [`${name}: ${state}`])),
		['veth pairs: note', 'TUN devices: note', 'soft-dirty pages: note'],
	);
});

const modular = {[`/boot/config-${release}`]: config({UNIX_DIAG: 'CONFIG_UNIX_DIAG=m'})};
const listed = `/lib/modules/${release}/modules.dep`;

test('a module counts if it is installed or loaded, not if its package is missing', t => {
	t.is(checksOf({...modular, [listed]: 'kernel/net/unix/unix_diag.ko.zst:\n'})['socket diagnosis']?.state, 'ok');
	t.is(checksOf({...modular, '/sys/module/unix_diag/refcnt': '0'})['socket diagnosis']?.state, 'ok');
	t.is(checksOf({...modular, [listed]: 'kernel/net/veth.ko:\n'})['socket diagnosis']?.state, 'gap');
});

test('without a list of modules, doctor does not say whether a module is there', t => {
	t.regex(checksOf(modular)['socket diagnosis']?.detail ?? '', /^cannot tell whether UNIX_DIAG is there$/);
});

test('without any source, doctor says nothing about features', t => {
	t.deepEqual(statesOf({}), ['note']);
	t.regex(checksOf({}).nftables?.detail ?? '', /^cannot tell whether NF_TABLES, NF_TABLES_INET are there$/);
});

test('without a configuration, /proc and the modules show what they can', t => {
	const checks = checksOf({
		'/proc/sys/kernel/ns_last_pid': '1',
		'/proc/self/ns/pid': '',
		'/proc/self/ns/net': '',
		'/proc/misc': '200 tun\n',
		[`/lib/modules/${release}/modules.builtin`]: 'kernel/drivers/net/veth.ko\n',
	});
	const there = Object.values(checks).flatMap(({name, state}) => (state === 'ok' ? [name] : []));
	t.deepEqual(there, ['checkpoint/restore', 'veth pairs', 'TUN devices']);
});

const measured = (id: string, version: string, ok = true): Measured => ({
	id,
	facts: {
		...facts,
		criu: {...facts.criu, version, check: {ok, output: ok ? 'Looks good.' : 'Warn\nError (a.c:1): bad'}},
	},
});

test('a failing criu check is a note in one image, and a gap in every image, with CRIU’s own words', t => {
	const [good, bad] = [measured('a', '4.2'), measured('b', '3.17', false)];
	t.deepEqual(criuCheckChecks([]), []);
	t.is(criuCheckChecks([good])[0]?.state, 'ok');
	t.like(criuCheckChecks([good, bad])[0], {state: 'note', detail: 'fails in b, CRIU 3.17: Error (a.c:1): bad'});
	t.is(criuCheckChecks([bad])[0]?.state, 'gap');
});

test('known issues of this kernel name the images that have them', t => {
	const issue = {...knownIssue, match: {scenario: ['tcp-*'], criu: '<4.2', kernel: '>=6.16'}};
	const images = [measured('trixie', '4.1.1'), measured('forky', '4.2.1')];
	const details = (kernel: string, of = images, today = '2020-01-01') =>
		kernelIssueChecks([issue], kernel, of, today).map(({detail}) => detail);
	t.is(details('6.18.44-fc')[0], `tcp-* cells fail in trixie: ${issue.reason}`);
	t.is(details('6.18.44', [])[0], `tcp-* cells fail in images with CRIU <4.2: ${issue.reason}`);
	t.deepEqual(details('6.15.9'), []);
	t.deepEqual(details('6.18.44', images.slice(1)), []);
	t.deepEqual(details('6.18.44', images, issue.expires), []);
});
