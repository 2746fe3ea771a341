// `netlock doctor` on this machine: its last line, its exit code and its JSON agree, and it starts no engine.
import {existsSync} from 'node:fs';
import test from 'ava';
import {doctor} from '../fixtures/doctor.ts';
import {folderWith} from '../fixtures/folder.ts';

test('the last line, the exit code and the JSON agree on whether netlock can run here', async t => {
	const [plain, json] = await Promise.all([doctor({}), doctor({}, '--json')]);
	const {canRun, summary, groups} = JSON.parse(json.output);
	t.is(plain.last, summary);
	t.regex(plain.last, canRun ? /^netlock can run here: \d+ images? / : /^netlock cannot run here yet: .+; .+$/);
	t.deepEqual([plain.exit, json.exit], canRun ? [0, 0] : [3, 3]);
	const states = groups.flatMap(({checks}: {checks: {state: string}[]}) => checks.map(({state}) => state));
	t.is(states.includes('gap'), !canRun);
});

test('doctor starts no engine on a machine where none was ever started', async t => {
	const home = `${await folderWith(t, {})}/home`;
	await doctor({DOCKER_HOST: undefined, NETLOCK_HOME: home});
	t.false(existsSync(home));
});
