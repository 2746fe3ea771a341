// podman's command line: which words it is run with, for a container of its own network and for one that is lent one.
import test from 'ava';
import {bridgeNetwork, privateNetwork, vethNetwork} from '../../harness/bundle/topology.ts';
import {counter, echoServer, type Workload} from '../../harness/bundle/workload.ts';
import {podman} from '../../harness/runtimes/podman.ts';

const settings = {under: {name: 'crun', path: '/opt/crun'}, workload: counter(), topology: privateNetwork} as const;
const folders = {bundle: '/cell/bundle', image: '/image', work: '/criu'};
const plain = {folders, lockFlag: undefined, leaveRunning: false, tcpEstablished: false, words: []};

test('it is told which binary of the runtime to use, and of no lock', t => {
	const {run, checkpoint, hasLockFlag} = podman(settings);
	t.regex(run('netlock', '/cell/bundle').join(' '), /^podman .*--runtime \/opt\/crun run --detach .*--network none /);
	t.regex(run('netlock', '/cell/bundle').join(' '), /--rootfs \/cell\/bundle\/rootfs \/workload count$/);
	t.false(hasLockFlag);
	t.notRegex(checkpoint('netlock', plain).join(' '), /network-lock/);
});

test('a network namespace that outlives the container is lent to it', t => {
	const words = podman({...settings, topology: vethNetwork}).run('netlock', '/cell/bundle');
	t.true(words.includes('ns:/run/netns/container'));
});

test('on its own bridge it publishes the port of a workload that has one', t => {
	const wordsOf = (workload: Workload) => podman({...settings, topology: bridgeNetwork, workload}).run('netlock', '/b');
	t.regex(wordsOf(echoServer(7007)).join(' '), / --network bridge --publish 7007:7007 /);
	t.regex(wordsOf(counter()).join(' '), / --network bridge --rootfs /);
});

test('what is asked of a checkpoint and of its restore is passed on, before the container', t => {
	const {checkpoint, restore} = podman(settings);
	const asked = {...plain, leaveRunning: true, tcpEstablished: true, words: ['--file-locks']};
	t.deepEqual(checkpoint('netlock', asked).slice(-6), [
		'checkpoint',
		'--keep',
		'--leave-running',
		'--tcp-established',
		'--file-locks',
		'netlock',
	]);
	t.deepEqual(restore('netlock', asked).slice(-5), [
		'restore',
		'--keep',
		'--tcp-established',
		'--file-locks',
		'netlock',
	]);
});

test('a container whose checkpoints are exported is of an image; it is imported from its file, and not named', t => {
	const {run, checkpoint, restore} = podman({...settings, archive: '/cell/one.tar'});
	t.deepEqual(run('netlock', '/cell/bundle').slice(-5), [
		'--volume',
		'/cell/bundle/rootfs/state:/state',
		'localhost/netlock',
		'/workload',
		'count',
	]);
	t.deepEqual(checkpoint('netlock', plain).slice(-4), ['--export', '/cell/one.tar', '--ignore-rootfs', 'netlock']);
	t.deepEqual(restore('netlock', plain).slice(-3), ['--import', '/cell/one.tar', '--ignore-rootfs']);
});
