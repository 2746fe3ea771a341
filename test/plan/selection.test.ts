// The selection of a run, and the error for a wrong name.
import test from 'ava';
import {UsageError} from '../../harness/model/usage-error.ts';
import {select, selectLocks, wholeNumber} from '../../harness/plan/selection.ts';

const names = ['debian-forky', 'debian-forky-bare', 'debian-trixie', 'fedora-43'];
const chosen = (...globs: string[]): string[] => select('--image', globs, names, name => name);

test('no glob selects all', t => {
	t.deepEqual(chosen(), names);
});

test('a name selects exactly that name, and no longer one', t => {
	t.deepEqual(chosen('debian-forky'), ['debian-forky']);
});

test('globs select in the order of the existing names, each once', t => {
	t.deepEqual(chosen('fedora-*', 'debian-trixie', '*-trixie'), ['debian-trixie', 'fedora-43']);
	t.deepEqual(chosen('*-{43,trixie}'), ['debian-trixie', 'fedora-43']);
});

test('a glob without a match is wrong usage, also beside one with a match', t => {
	const error = t.throws(() => chosen('debian-*', 'centos'), {instanceOf: UsageError});
	t.is(error.shortMessage, '--image: there is no "centos"');
	t.regex(error.message, /Valid: debian-forky, debian-forky-bare, debian-trixie, fedora-43$/);
});

test('locks are selected by name or glob', t => {
	t.deepEqual(selectLocks([]), ['unset', 'iptables', 'nftables', 'skip']);
	t.deepEqual(selectLocks(['*tables', 'unset']), ['unset', 'iptables', 'nftables']);
	t.throws(() => selectLocks(['none']), {message: /Valid: unset, iptables, nftables, skip/});
});

test('a whole number from 1 on is accepted', t => {
	t.is(wholeNumber('--jobs', '1'), 1);
	t.is(wholeNumber('--jobs', '120'), 120);
	t.is(wholeNumber('--retry', '0', 0), 0);
});

for (const value of ['0', '-1', '1.5', '1e3', '01', '', ' 2', '2 ', 'two', '0x10', '1000000']) {
	test(`"${value}" is no whole number from 1 on`, t => {
		t.throws(() => wholeNumber('--jobs', value), {
			instanceOf: UsageError,
			message: `--jobs: "${value}" is not a whole number from 1 to 999999`,
		});
	});
}
