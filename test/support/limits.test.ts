import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {limitsFor, timeoutFactor} from '../../harness/support/limits.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('without a factor limits are unchanged; 3 makes each three times as long', t => {
	const usual = limitsFor(timeoutFactor(undefined) ?? Number.NaN);
	const slow = limitsFor(timeoutFactor('3') ?? Number.NaN);
	t.is(usual.execSeconds, 60);
	t.true(Object.keys(usual).length > 10);
	for (const [name, value] of Object.entries(usual)) t.is(slow[name as keyof typeof slow], 3 * value, name);
});

test('a limit stays a whole number, and above 0, with the smallest factor', t => {
	for (const [name, value] of Object.entries(limitsFor(0.1))) t.true(Number.isInteger(value) && value > 0, name);
});

for (const text of ['0', '-1', 'fast', '3x', '1000', 'NaN', 'Infinity', ' ']) {
	test(`"${text}" is no factor`, t => {
		t.is(timeoutFactor(text), undefined);
	});
}

test('a bad NETLOCK_TIMEOUT_FACTOR is wrong usage: exit 2, with the valid ones', t => {
	const {status, stderr} = spawnSync(process.execPath, ['harness/cli/main.ts', '--version'], {
		cwd: root,
		encoding: 'utf8',
		env: {...process.env, NETLOCK_TIMEOUT_FACTOR: 'fast'},
	});
	t.is(status, 2);
	t.regex(stderr, /^netlock: NETLOCK_TIMEOUT_FACTOR=fast is not valid\nValid: a number from 0\.1 to 100/);
});
