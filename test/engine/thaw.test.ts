// A frozen container is thawed with all that runs in it, and no other one.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import test from 'ava';
import {thaw} from '../../harness/engine/thaw.ts';
import {folderWith} from '../fixtures/folder.ts';

const states = {
	'freezer/netlock/abc/freezer.state': 'THAWED\n',
	'freezer/netlock/abc/libpod/inner/freezer.state': 'FROZEN\n',
	'freezer/system.slice/docker-abc.scope/freezer.state': 'FREEZING\n',
	'freezer/netlock/def/freezer.state': 'FROZEN\n',
	'freezer/freezer.state': 'FROZEN\n',
};

test('a container is thawed at every depth, and the others stay as they are', async t => {
	const root = await folderWith(t, states);
	thaw('abc', root);
	const stateOf = (file: string): string => readFileSync(join(root, file), 'utf8').trim();
	t.deepEqual(Object.keys(states).map(stateOf), ['THAWED', 'THAWED', 'THAWED', 'FROZEN', 'FROZEN']);
});

test('without cgroup v1 nothing is thawed, and a state that cannot be written is no error', async t => {
	const root = await folderWith(t, {'cgroup.controllers': 'memory\n'});
	t.notThrows(() => thaw('abc', root));
	const state = join(root, 'freezer/netlock/abc/freezer.state');
	mkdirSync(state, {recursive: true});
	writeFileSync(join(dirname(state), 'tasks'), '');
	t.notThrows(() => thaw('abc', root));
});
