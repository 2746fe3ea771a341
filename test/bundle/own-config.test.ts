// config.json of a bundle of the user: the changes by a scenario, and that all other fields stay.
import test from 'ava';
import {capabilitiesOf, type OwnConfig, withAdded} from '../../harness/bundle/own-config.ts';

const own: OwnConfig = {
	ociVersion: '1.2.0',
	annotations: {a: 'mine', 'org.criu.config': 'mine'},
	process: {args: ['/bin/app'], capabilities: {bounding: ['CAP_KILL', 'CAP_CHOWN'], effective: ['CAP_KILL']}},
	root: {path: 'rootfs', readonly: true},
	hostname: 'app',
	linux: {
		cgroupsPath: '/app',
		namespaces: [{type: 'pid'}, {type: 'network', path: '/run/netns/mine'}, {type: 'user'}],
		maskedPaths: ['/proc/kcore'],
	},
};

test('the network of a scenario replaces the bundle’s, whichever that is', t => {
	const namespaces = (network: Parameters<typeof withAdded>[1]['network']) =>
		withAdded(own, {network, annotations: {}}).linux?.namespaces;
	const others = [{type: 'pid'}, {type: 'user'}];
	t.deepEqual(namespaces({kind: 'private'}), [...others, {type: 'network'}]);
	t.deepEqual(namespaces({kind: 'path', path: '/run/netns/c'}), [...others, {type: 'network', path: '/run/netns/c'}]);
	t.deepEqual(namespaces({kind: 'host'}), others);
});

test('annotations are merged, and the scenario’s win', t => {
	const {annotations} = withAdded(own, {network: {kind: 'private'}, annotations: {'org.criu.config': 'ours'}});
	t.deepEqual(annotations, {a: 'mine', 'org.criu.config': 'ours'});
});

test('a second container has its own cgroup', t => {
	const pathOf = (id?: string) => withAdded(own, {network: {kind: 'private'}, annotations: {}, id}).linux?.cgroupsPath;
	t.deepEqual([pathOf(), pathOf('other')], ['/app', '/app-other']);
});

test('everything else stays as it is', t => {
	const {annotations: _, linux, ...rest} = withAdded(own, {network: {kind: 'private'}, annotations: {}});
	const {annotations: __, linux: ___, ...before} = own;
	t.deepEqual(rest, before);
	t.deepEqual(linux?.maskedPaths, ['/proc/kcore']);
});

test('a sandbox gets the process’s capabilities, each once', t => {
	t.deepEqual(capabilitiesOf(own), ['CHOWN', 'KILL']);
	t.deepEqual(capabilitiesOf({...own, process: {args: ['a']}}), []);
});
