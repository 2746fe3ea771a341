// The real command with an engine that is not there, and with a fake one: it says so, and changes nothing.
import {createServer} from 'node:http';
import test from 'ava';
import {doctor} from '../fixtures/doctor.ts';
import {folderWith} from '../fixtures/folder.ts';

test('if the engine does not answer, doctor says so, with the next step', async t => {
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

/** The requests of doctor to Docker's API: an engine that has the bases, and neither tools nor images. */
const answers: [RegExp, object][] = [
	[/\/_ping$/, {}],
	[
		/\/info$/,
		{Driver: 'overlay2', SecurityOptions: ['name=seccomp'], KernelVersion: '0.1-elsewhere', DockerRootDir: '/'},
	],
	[/\/version$/, {Version: '29.1.0', Components: [{Name: 'Engine'}]}],
	[/\/images\/netlock-base:[^/]*\/json$/, {Id: 'sha256:base', Config: {Labels: {}}}],
];

test('doctor only reads from an engine, also if images must be built', async t => {
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
