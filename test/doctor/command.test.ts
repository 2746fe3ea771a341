// The real command: its last line, its exit code and its JSON agree, and it changes nothing.
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createServer} from 'node:http';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {folderWith} from '../fixtures/folder.ts';

const netlock = fileURLToPath(new URL('../../bin/netlock', import.meta.url));

const doctor = async (env: NodeJS.ProcessEnv, ...options: string[]) => {
	const child = spawn(netlock, ['doctor', ...options], {
		env: {...process.env, NETLOCK_NO_INSTALL: '1', ...env},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [output, exit] = await Promise.all([
		text(child.stdout),
		new Promise<number | null>(resolve => child.on('close', resolve)),
	]);
	return {output, exit, last: output.trimEnd().split('\n').at(-1) ?? ''};
};

test('the last line says whether netlock can run here, as the exit code and the JSON do', async t => {
	const [plain, json] = await Promise.all([doctor({}), doctor({}, '--json')]);
	const {canRun, summary, groups} = JSON.parse(json.output);
	t.is(plain.last, summary);
	t.regex(plain.last, canRun ? /^netlock can run here: \d+ images? / : /^netlock cannot run here yet: .+; .+$/);
	t.deepEqual([plain.exit, json.exit], canRun ? [0, 0] : [3, 3]);
	const states = groups.flatMap(({checks}: {checks: {state: string}[]}) => checks.map(({state}) => state));
	t.is(states.includes('gap'), !canRun);
});

test('with an engine that does not answer, it says so and how to go on', async t => {
	const {exit, last} = await doctor({DOCKER_HOST: 'unix:///nonexistent/docker.sock'});
	t.is(exit, 3);
	t.regex(last, /^netlock cannot run here yet: engine.*; start it, or unset DOCKER_HOST$/);
});

test('where no engine was ever started, it starts none', async t => {
	const home = `${await folderWith(t, {})}/home`;
	await doctor({DOCKER_HOST: undefined, NETLOCK_HOME: home});
	t.false(existsSync(home));
});

/** Docker API, as far as doctor asks: an engine that has the bases, and neither tools nor images. */
const answers: [RegExp, object][] = [
	[/\/_ping$/, {}],
	[
		/\/info$/,
		{Driver: 'overlay2', SecurityOptions: ['name=seccomp'], KernelVersion: '0.1-elsewhere', DockerRootDir: '/'},
	],
	[/\/version$/, {Version: '29.1.0', Components: [{Name: 'Engine'}]}],
	[/\/images\/netlock-base:[^/]*\/json$/, {Id: 'sha256:base', Config: {Labels: {}}}],
];

test('an engine is only ever asked, never told, though images would have to be built', async t => {
	const folder = await folderWith(t, {});
	const asked: string[] = [];
	const server = createServer(({method = '', url = ''}, response) => {
		asked.push(`${method} ${url}`);
		const answer = answers.find(([path]) => path.test(url))?.[1];
		response.writeHead(answer ? 200 : 404, {'content-type': 'application/json'}).end(JSON.stringify(answer ?? {}));
	}).listen(`${folder}/docker.sock`);
	t.teardown(() => server.close());
	const {output} = await doctor({DOCKER_HOST: `unix://${folder}/docker.sock`}, '--json', '--image', 'debian-trixie');
	t.regex(output, /Docker 29\.1\.0 answers at [^"]*\(from DOCKER_HOST\)/);
	t.regex(output, /the engine runs on kernel 0\.1-elsewhere/);
	t.regex(output, /cannot tell how much is free/);
	t.regex(output, /the next run builds it, its base is here/);
	t.true(asked.some(each => each.startsWith('GET') && each.includes('netlock/tools')));
	t.deepEqual(
		asked.filter(each => !/^(GET|HEAD) /.test(each)),
		[],
	);
});
