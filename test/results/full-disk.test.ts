// A disk that is full, and a folder that takes nothing, are told by name.
import test from 'ava';
import {launchEngine} from '../../harness/engine/private-engine.ts';
import {appendLines} from '../../harness/results/json-lines.ts';
import {FileNotWritten} from '../../harness/support/write-whole.ts';

test('a NETLOCK_HOME that cannot be written to is named, at once', async t => {
	await t.throwsAsync(launchEngine('dockerd', '/proc/none', {}), {
		instanceOf: FileNotWritten,
		message: /^\/proc\/none cannot be written/,
	});
});

test('a log on a full disk says so', t => {
	t.throws(() => appendLines('/dev/full', [{a: 1}]), {
		instanceOf: FileNotWritten,
		message: /^\/dev\/full cannot be written: ENOSPC/,
	});
});
