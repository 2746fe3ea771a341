// `netlock doctor` on this machine: its last line, its exit code and its JSON agree, and it starts nothing.
import {existsSync} from 'node:fs';
import test from 'ava';
import {doctor} from '../fixtures/doctor.ts';
import {folderWith} from '../fixtures/folder.ts';

test('the last line says whether netlock can run here, as the exit code and the JSON do', async t => {
	const [plain, json] = await Promise.all([doctor({}), doctor({}, '--json')]);
	const {canRun, summary, groups} = JSON.parse(json.output);
	t.is(plain.last, summary);
	t.regex(plain.last, canRun ? /^netlock can run here: \d+ images? / : /^netlock cannot run here yet: .+; .+$/);
	t.deepEqual([plain.exit, json.exit], canRun ? [0, 0] : [3, 3]);
	const states = groups.flatMap(({checks}: {checks: {state: string}[]}) => checks.map(({state}) => state));
	t.is(states.includes('gap'), !canRun);
});

test('where no engine was ever started, it starts none', async t => {
	const home = `${await folderWith(t, {})}/home`;
	await doctor({DOCKER_HOST: undefined, NETLOCK_HOME: home});
	t.false(existsSync(home));
});
