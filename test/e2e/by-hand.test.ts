// What people do by hand: run AVA on one scenario file, and open a shell in a cell's sandbox.
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import test from 'ava';
import {cellList} from '../../harness/results/command-documents.ts';
import {netlock, root} from './netlock.ts';

const run = promisify(execFile);

test('a scenario file is an AVA test file: --match picks cells by their title', async t => {
	t.timeout(300_000);
	const words = ['ava', 'scenarios/unset-leaves-choice.ts', '--match=*forky-nftables/crun*', '--tap'];
	const {stdout} = await run('npx', words, {cwd: root, env: {...process.env, NETLOCK_PLAN: undefined}});
	t.regex(stdout, /^ok 1 - debian-forky-nftables\/crun\/unset/m);
	t.regex(stdout, /^1\.\.1$/m);
});

test('a shell has the runtime, the tap in front of criu, and the bundle of a cell', async t => {
	const {exit, stdout} = await netlock(
		'shell',
		'debian-forky',
		'--lock',
		'nftables',
		'--',
		'sh',
		'-c',
		'command -v crun; command -v criu; ls /cell/bundle',
	);
	t.is(exit, 0);
	t.deepEqual(stdout.trim().split('\n'), ['/usr/bin/crun', '/opt/netlock/tap/criu', 'config.json', 'rootfs']);
});

test('a script from standard input has the bundle too', async t => {
	const child = execFile('sh', ['bin/netlock', 'shell', 'debian-forky'], {cwd: root});
	child.stdin?.end('crun --cgroup-manager=cgroupfs run --bundle /cell/bundle --detach one && crun state one\n');
	const chunks: string[] = [];
	child.stdout?.on('data', chunk => chunks.push(String(chunk)));
	await new Promise(done => child.on('close', done));
	t.regex(chunks.join(''), /"status": "running"/);
});

test('a shell exits with the status of its command', async t => {
	t.is((await netlock('shell', 'debian-forky', '--', 'sh', '-c', 'exit 7')).exit, 7);
});

test('list names the cells that would run, and says why others would not', async t => {
	const {exit, stdout} = await netlock('list', '--build', '--image', 'debian-forky-bare', '--json');
	t.is(exit, 0);
	const {cells} = cellList.parse(JSON.parse(stdout));
	const find = (id: string) => cells.find(cell => cell.id === id);
	t.like(find('debian-forky-bare/crun/iptables/explicit-is-honoured'), {outcome: 'skip'});
	t.regex(
		find('debian-forky-bare/crun/iptables/explicit-is-honoured')?.reason ?? '',
		/iptables-restore is not in the image/,
	);
	t.is(find('debian-forky-bare/crun/unset/unset-leaves-choice')?.knownIssue, 'default-lock-without-its-tool');
});
