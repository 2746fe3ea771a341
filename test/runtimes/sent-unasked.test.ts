// What a runtime is known to send unasked holds for the versions that send it: in an older one it is news.
import test from 'ava';
import {runtime as crun} from '../../harness/runtimes/crun.ts';
import {runtime as runc} from '../../harness/runtimes/runc.ts';
import {isKnownToBeSent} from '../../harness/runtimes/sent-unasked.ts';

const skipInFlight = {number: 46, name: 'tcp_skip_in_flight', value: 'false'};

test('a field is known from the version on that sends it first', t => {
	const known = (version: string): boolean => isKnownToBeSent(runc, version, 'checkpoint', skipInFlight);
	t.deepEqual(['1.1.15+ds1', '1.2.0+dev', '1.3.6+ds1', '1.4.3'].map(known), [false, false, true, true]);
	const mode = {number: 34, name: 'manage_cgroups_mode', value: 'default'};
	t.deepEqual(
		['1.1.15', '1.2.0+dev', '1.3.6'].map(version => isKnownToBeSent(runc, version, 'restore', mode)),
		[false, true, true],
	);
	const tcpClose = {number: 52, name: 'tcp_close', value: 'false'};
	t.deepEqual(
		['1.21', '1.28'].map(version => isKnownToBeSent(crun, version, 'restore', tcpClose)),
		[false, true],
	);
});

test('another operation, or another value, is news', t => {
	t.false(isKnownToBeSent(runc, '1.3.6', 'restore', skipInFlight));
	t.false(isKnownToBeSent(runc, '1.3.6', 'checkpoint', {...skipInFlight, value: 'true'}));
});
