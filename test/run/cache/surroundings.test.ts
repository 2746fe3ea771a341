// The properties of this machine that every cell depends on.
import {release} from 'node:os';
import test from 'ava';
import {clientFor} from '../../../harness/engine/client.ts';
import {infoOf} from '../../../harness/engine/info.ts';
import {networkModules, surroundingsOf} from '../../../harness/run/cache/surroundings.ts';
import type {Planned} from '../../../harness/run/prepare.ts';
import {dockerd} from '../../fixtures/dockerd.ts';
import {runPlan} from '../../fixtures/plan.ts';

const modules = `nft_compat 20480 2 - Live 0x0
usbhid 65536 0 - Live 0x0
tcp_diag 16384 0 - Live 0x0
inet_diag 24576 1 tcp_diag, Live 0x0
bridge 300000 1 br_netfilter, Live 0x0
`;

test('kernel modules that take part in a checkpoint count, in any order', t => {
	const found = ['bridge', 'inet_diag', 'nft_compat', 'tcp_diag'];
	t.deepEqual(networkModules(modules), found);
	t.deepEqual(networkModules(modules.split('\n').reverse().join('\n')), found);
	t.deepEqual(networkModules(''), []);
});

const info = {KernelVersion: release(), Architecture: 'x', ServerVersion: '28.1', CgroupDriver: 'cgroupfs'};

test('the engine’s options are those that a sandbox may show', async t => {
	const optionsWith = async (changes: object): Promise<string> => {
		const {endpoint} = await dockerd(t, {'GET /info': {json: {...info, ...changes}}});
		return (await infoOf(clientFor(endpoint))).options;
	};
	const plain = await optionsWith({});
	t.is(await optionsWith({Containers: 7, SystemTime: 'now'}), plain);
	for (const changes of [
		{Driver: 'vfs'},
		{CgroupVersion: '1'},
		{SecurityOptions: ['name=seccomp']},
		{DefaultRuntime: 'crun'},
		{RuncCommit: {ID: 'another'}},
		{ContainerdCommit: {ID: 'another'}},
	]) {
		t.not(await optionsWith(changes), plain);
	}
});

test('an engine that may be on another machine has no known surroundings', async t => {
	const {endpoint} = await dockerd(t, {'GET /info': {json: info}});
	const engine: Planned['engine'] = {docker: clientFor(endpoint), endpoint, kind: 'given', mirrors: new Map()};
	const of = (changes: object) => surroundingsOf({plan: runPlan('/none', [], {kernel: release(), ...changes}), engine});
	t.truthy(await of({endpoint: 'unix:///run/engine.sock'}));
	t.is(await of({endpoint: 'tcp://127.0.0.1:2375'}), undefined);
	t.is(await of({endpoint: 'unix:///run/engine.sock', kernel: '5.0'}), undefined);
});
