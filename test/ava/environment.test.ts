// The variables that an AVA process reads.
import test from 'ava';
import {environment} from '../../harness/ava/environment.ts';
import {EndpointRefused} from '../../harness/engine/errors.ts';
import {UsageError} from '../../harness/model/usage-error.ts';

const names = [
	'NETLOCK_PLAN',
	'NETLOCK_PIPE',
	'DOCKER_HOST',
	'NETLOCK_HOME',
	'NETLOCK_REGISTRY_MIRRORS',
	'DOCKER_TLS_VERIFY',
];

// One process, one environment.
const given = (variables: Record<string, string>) => {
	for (const name of names) delete process.env[name];
	Object.assign(process.env, variables);
	return environment();
};

test.serial('an empty variable counts as not set', t => {
	const nothing = {
		planPath: undefined,
		pipe: undefined,
		engine: {dockerHost: undefined, home: '/var/lib/netlock', mirrors: new Map()},
	};
	t.deepEqual(given({}), nothing);
	t.deepEqual(given(Object.fromEntries(names.map(name => [name, '']))), nothing);
});

test.serial('plan, pipe and engine come from netlock’s variables', t => {
	const read = given({
		NETLOCK_PLAN: '/run/plan.json',
		NETLOCK_PIPE: '3',
		DOCKER_HOST: 'unix:///x.sock',
		NETLOCK_HOME: '/home/x',
		NETLOCK_REGISTRY_MIRRORS: ' docker.io=localhost:5000/cache,quay.io=mirror.test\n',
	});
	t.like(read, {planPath: '/run/plan.json', pipe: 3, engine: {dockerHost: 'unix:///x.sock', home: '/home/x'}});
	t.deepEqual([...read.engine.mirrors.keys()], ['docker.io', 'quay.io']);
});

test.serial('a value that is no mirror is refused', t => {
	t.throws(() => given({NETLOCK_REGISTRY_MIRRORS: 'docker.io'}), {instanceOf: UsageError});
});

test.serial('an engine that Docker’s client would reach with TLS gets no unencrypted request', t => {
	const tls = {DOCKER_HOST: 'tcp://192.0.2.1:2376', DOCKER_TLS_VERIFY: '1'};
	t.throws(() => given(tls), {
		instanceOf: EndpointRefused,
		message:
			/^tcp:\/\/192\.0\.2\.1:2376 with DOCKER_TLS_VERIFY is no address of an engine that netlock can reach\nValid: /,
	});
	t.is(given({...tls, DOCKER_HOST: 'unix:///x.sock'}).engine.dockerHost, 'unix:///x.sock');
	t.is(given({...tls, DOCKER_TLS_VERIFY: ''}).engine.dockerHost, tls.DOCKER_HOST);
});
