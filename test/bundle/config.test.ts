// config.json of the bundle: what a container gets, and what it must not get.
import test from 'ava';
import {z} from 'zod';
import {bundleConfig, type NetworkNamespace} from '../../harness/bundle/config.ts';
import {counter, echoServer, loopbackConnection} from '../../harness/bundle/workload.ts';

/** The part of the OCI runtime specification's schema that this bundle uses. */
const specification = z.object({
	ociVersion: z.string().regex(/^1\.\d+\.\d+$/),
	process: z.object({
		args: z.array(z.string()).min(1),
		cwd: z.string().startsWith('/'),
		capabilities: z.object({bounding: z.array(z.string()), effective: z.array(z.string())}),
	}),
	root: z.object({path: z.string(), readonly: z.boolean()}),
	mounts: z.array(z.object({destination: z.string().startsWith('/'), type: z.string()})),
	linux: z.object({namespaces: z.array(z.object({type: z.string(), path: z.string().optional()}))}),
});

const config = (network: NetworkNamespace, workload = counter()) =>
	specification.parse(JSON.parse(JSON.stringify(bundleConfig(workload, network))));
const network = (kind: NetworkNamespace) => config(kind).linux.namespaces.filter(({type}) => type === 'network');

test('a private network is a new namespace of the container', t => {
	t.deepEqual(network({kind: 'private'}), [{type: 'network'}]);
});

test('a network namespace that outlives the container is joined by its path', t => {
	t.deepEqual(network({kind: 'path', path: '/run/netns/container'}), [{type: 'network', path: '/run/netns/container'}]);
});

test('all other namespaces are new ones', t => {
	const {namespaces} = config({kind: 'path', path: '/run/netns/container'}).linux;
	const others = namespaces.filter(({type}) => type !== 'network');
	t.deepEqual(others.map(({type}) => type).toSorted(), ['ipc', 'mount', 'pid', 'uts']);
	t.true(others.every(({path}) => path === undefined));
});

test('the container’s process has no capabilities', t => {
	t.deepEqual(config({kind: 'private'}).process.capabilities, {bounding: [], effective: []});
});

test('the workload writes its state to the root, which is the bundle’s own', t => {
	t.deepEqual(config({kind: 'private'}).root, {path: 'rootfs', readonly: false});
});

test('the workload gets its task as arguments', t => {
	const args = (workload: ReturnType<typeof counter>) => config({kind: 'private'}, workload).process.args;
	t.deepEqual(args(counter()), ['/workload', 'count']);
	t.deepEqual(args(echoServer()), ['/workload', 'echo', '7007']);
	t.deepEqual(args(loopbackConnection(9000)), ['/workload', 'loopback', '9000']);
});

test('only workloads with connections ask CRIU to dump them, and only a server has a port for a peer', t => {
	t.deepEqual(
		[counter(), echoServer(80), loopbackConnection()].map(({hasConnections, port}) => [hasConnections, port]),
		[
			[false, undefined],
			[true, 80],
			[true, undefined],
		],
	);
});

test('on the host’s network the container has no network namespace of its own', t => {
	t.deepEqual(network({kind: 'host'}), []);
});
