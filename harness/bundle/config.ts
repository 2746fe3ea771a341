// config.json of the OCI bundle. It is as small as both runtimes accept, so that a failure is about the lock and not
// the bundle.
import type {Workload} from './workload.ts';

/** `private`: the container's own network namespace. `path`: one that outlives the container. `host`: the sandbox's. */
export type NetworkNamespace = {kind: 'private'} | {kind: 'path'; path: string} | {kind: 'host'};

type Config = Record<string, unknown>;

const networkNamespace = (network: NetworkNamespace): Config[] => {
	if (network.kind === 'host') return [];
	return [network.kind === 'private' ? {type: 'network'} : {type: 'network', path: network.path}];
};

export type Besides = {
	annotations?: Record<string, string>;
	/** Path of a program that the runtime runs once the namespaces are made, outside the container. */
	hook?: string | undefined;
};

export const bundleConfig = (
	workload: Workload,
	network: NetworkNamespace,
	{annotations = {}, hook}: Besides = {},
): Config => ({
	ociVersion: '1.0.2',
	annotations,
	...(hook !== undefined && {hooks: {createRuntime: [{path: hook, env: ['PATH=/usr/sbin:/usr/bin:/sbin:/bin']}]}}),
	process: {
		terminal: false,
		user: {uid: 0, gid: 0},
		args: ['/workload', ...workload.args],
		env: ['PATH=/'],
		cwd: '/',
		capabilities: {bounding: [], effective: [], permitted: []},
	},
	root: {path: 'rootfs', readonly: false},
	hostname: 'netlock',
	mounts: [
		{destination: '/proc', type: 'proc', source: 'proc'},
		{
			destination: '/dev',
			type: 'tmpfs',
			source: 'tmpfs',
			options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
		},
	],
	linux: {
		resources: {devices: [{allow: true, access: 'rwm'}]},
		namespaces: [{type: 'pid'}, {type: 'ipc'}, {type: 'uts'}, {type: 'mount'}, ...networkNamespace(network)],
	},
});
