// The paths of files under test in a sandbox: every program and library of a build, each once.
import test from 'ava';
import {copies} from '../../harness/sandbox/under-test.ts';

const digest = 'a'.repeat(64);

test('nothing under test, nothing copied', t => {
	t.deepEqual(copies({}), {});
});

test('programs and libraries of every part have their own path', t => {
	const copied = copies({
		runtime: {name: 'crun', path: '/b/crun', digest, libraries: ['/b/libyajl.so.2']},
		criu: {path: '/c/criu', digest, libcriu: '/c/libcriu.so.2', libraries: ['/c/libnet.so.1']},
		podman: {path: '/p/podman', digest, libraries: ['/p/libgpgme.so.11']},
	});
	t.deepEqual(Object.values(copied).sort(), [
		'/b/crun',
		'/b/libyajl.so.2',
		'/c/criu',
		'/c/libcriu.so.2',
		'/c/libnet.so.1',
		'/p/libgpgme.so.11',
		'/p/podman',
	]);
	t.is(copied['/opt/netlock/builds/crun'], '/b/crun');
});

test('a separate libcriu replaces the one that came with CRIU', t => {
	const copied = copies({
		criu: {path: '/c/criu', digest, libcriu: '/c/libcriu.so.2'},
		libcriu: {path: '/l/libcriu.so.2.0', digest},
	});
	t.deepEqual(copied, {
		'/opt/netlock/criu-under-test/criu': '/c/criu',
		'/opt/netlock/criu-under-test/libcriu.so.2': '/l/libcriu.so.2.0',
	});
});
