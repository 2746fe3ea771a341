// The real command on an engine that is not there, and on one that is not real: it says so, and changes nothing.
import {createServer} from 'node:http';
import test from 'ava';
import {doctor} from '../fixtures/doctor.ts';
import {folderWith} from '../fixtures/folder.ts';

test('with an engine that does not answer, it says so and how to go on', async t => {
	const env = {DOCKER_HOST: 'unix:///nonexistent/docker.sock', NETLOCK_HOME: await folderWith(t, {})};
	const [plain, json] = await Promise.all([doctor(env), doctor(env, '--json')]);
	const {canRun, summary, groups} = JSON.parse(json.output);
	t.deepEqual([plain.exit, json.exit, canRun], [3, 3, false]);
	t.is(plain.last, summary);
	t.regex(summary, /^netlock cannot run here yet: .*\bengine\b/);
	const checks = groups.flatMap((group: {checks: {name: string; state: string; fix?: string}[]}) => group.checks);
	t.like(
		checks.find(({name}: {name: string}) => name === 'engine'),
		{
			state: 'gap',
			fix: 'start it, or unset DOCKER_HOST',
		},
	);
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
	const env = {DOCKER_HOST: `unix://${folder}/docker.sock`, NETLOCK_HOME: folder};
	const {output} = await doctor(env, '--json', '--image', 'debian-trixie');
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
