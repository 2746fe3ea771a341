// Where netlock searches for leftovers of a lock while no container runs. The script runs in a shell of this machine, with
// stand-ins for nsenter and nft: a table of CRIU is in the namespaces that LOCKED names.
import {spawnSync} from 'node:child_process';
import {chmodSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {hostNetwork} from '../../../harness/bundle/host-network.ts';
import {privateNetwork, type Topology, vethNetwork} from '../../../harness/bundle/topology.ts';
import {counter} from '../../../harness/bundle/workload.ts';
import {nothingIsLeftOutside} from '../../../harness/container/layers/left-behind.ts';
import {contextOf} from '../../fixtures/cell-context.ts';
import {folderWith} from '../../fixtures/folder.ts';

const table = '{"nftables": [{"table": {"family": "inet", "name": "CRIU-7", "handle": 1}}]}';
const standIns = {
	nsenter: `#!/bin/sh\nIN=\${1#--net=}; export IN; shift; exec "$@"\n`,
	nft: `#!/bin/sh\ncase ,$LOCKED, in *,\${IN:-own},*) echo '${table}' ;; *) echo '{"nftables": []}' ;; esac\n`,
};

const look = async (t: ExecutionContext, topology: Topology, locked: string): Promise<void> => {
	const folder = await folderWith(t, standIns);
	for (const name of Object.keys(standIns)) chmodSync(join(folder, name), 0o755);
	const context = contextOf('crun', 'nftables', {
		exec: async ([program = '', ...words]) => {
			const env = {PATH: `${folder}:/usr/bin:/bin`, LOCKED: locked};
			const {status, stdout, stderr} = spawnSync(program, words, {env});
			return {exit: status, stdout, stderr: stderr.toString(), duration: 1};
		},
	});
	await nothingIsLeftOutside(context, {id: 'one', bundle: '/cell/bundle', workload: counter(), topology});
};

test('in the namespace that outlives the container, and in the sandbox’s own', async t => {
	await t.notThrowsAsync(look(t, vethNetwork, ''));
	await t.throwsAsync(look(t, vethNetwork, '/run/netns/container'), {
		message: 'kernel: left behind in the container’s network namespace: table inet CRIU-7',
	});
	await t.throwsAsync(look(t, vethNetwork, 'own'), {
		message: 'kernel: left behind in the sandbox’s own network namespace: table inet CRIU-7',
	});
});

test('in the host’s, which is the sandbox’s own: it outlives every container', async t => {
	await t.notThrowsAsync(look(t, hostNetwork, '/run/netns/container'));
	await t.throwsAsync(look(t, hostNetwork, 'own'), {
		message: /^kernel: left behind in the sandbox’s own network namespace/,
	});
});

test('a private one ends with its container', async t => {
	await t.throwsAsync(look(t, privateNetwork, ''), {message: /does not outlive its container/});
});
