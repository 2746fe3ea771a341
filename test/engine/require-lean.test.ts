// What dockerode and testcontainers load, and what everybody else gets.
import {createRequire} from 'node:module';
import test from 'ava';
import {requireLean} from '../../harness/engine/require-lean.ts';

const require = createRequire(import.meta.url);

const loaded = (name: string): boolean =>
	Object.keys(require.cache).some(file => file.includes(`/node_modules/${name}/`));

test.serial('dockerode and testcontainers load without what netlock does not use of them', t => {
	requireLean('dockerode');
	requireLean('testcontainers');
	const all = ['@grpc/grpc-js', '@grpc/proto-loader', 'ssh2', 'undici', 'archiver', 'docker-compose'];
	t.deepEqual([...all, 'ssh-remote-port-forward'].filter(loaded), []);
	t.deepEqual(['dockerode', 'docker-modem', 'testcontainers'].filter(loaded).length, 3);
});

test.serial('another module that loads such a dependency gets the real one', t => {
	requireLean('dockerode');
	t.is(typeof createRequire(require.resolve('dockerode'))('@grpc/grpc-js').Server, 'function');
});
