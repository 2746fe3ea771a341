// The error names a full disk, and a read-only folder.
import {readdirSync, readlinkSync} from 'node:fs';
import test from 'ava';
import {launchEngine} from '../../harness/engine/private-engine.ts';
import {appendLines} from '../../harness/results/json-lines.ts';
import {FileNotWritten} from '../../harness/support/write-whole.ts';

test('the error names a NETLOCK_HOME that cannot be written to, at once', async t => {
	await t.throwsAsync(launchEngine('dockerd', '/proc/none', {}), {
		instanceOf: FileNotWritten,
		message: /^\/proc\/none cannot be written/,
	});
});

test('the error of a log on a full disk says so', t => {
	t.throws(() => appendLines('/dev/full', [{a: 1}]), {
		instanceOf: FileNotWritten,
		message: /^\/dev\/full cannot be written: ENOSPC/,
	});
});

/** The files that this process has open. */
const openFiles = (): string[] =>
	readdirSync('/proc/self/fd').flatMap(number => {
		try {
			return [readlinkSync(`/proc/self/fd/${number}`)];
		} catch {
			return [];
		}
	});

test('a log that takes no more lines is closed', t => {
	t.throws(() => appendLines('/dev/full', [{a: 1}]), {instanceOf: FileNotWritten});
	t.false(openFiles().includes('/dev/full'));
});
