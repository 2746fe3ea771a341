// Nothing that a user, a disk or an engine can do is called a defect in netlock.
import {mkdirSync, writeFileSync} from 'node:fs';
import test from 'ava';
import {z} from 'zod';
import {explain} from '../../harness/cli/exit.ts';
import {clientFor} from '../../harness/engine/client.ts';
import {startPrivateEngine} from '../../harness/engine/private-engine.ts';
import {appendLines, readLines} from '../../harness/results/json-lines.ts';
import {FileNotWritten} from '../../harness/support/write-whole.ts';

const thrown = (work: () => unknown): unknown => {
	try {
		work();
		return undefined;
	} catch (error) {
		return error;
	}
};

const cases: [string, unknown, RegExp][] = [
	[
		'a folder under a file',
		thrown(() => mkdirSync('/etc/hostname/x')),
		/^\/etc\/hostname\/x cannot be written: ENOTDIR\n/,
	],
	['a file in /proc', thrown(() => writeFileSync('/proc/version', 'x')), /^a file cannot be written: EIO\n/],
	['a full disk', thrown(() => writeFileSync('/dev/full', 'x')), /cannot be written: ENOSPC\nThe disk is full/],
	[
		'no engine',
		await clientFor('unix:///none.sock')
			.ping()
			.catch((error: unknown) => error),
		/^the engine does not answer: connect ENOENT/,
	],
	[
		'an engine’s refusal',
		Object.assign(new Error('(HTTP code 500) server error'), {statusCode: 500}),
		/^the engine refuses: \(HTTP code 500\)/,
	],
];
for (const [what, error, text] of cases) {
	test(`no defect: ${what}`, t => {
		const explained = explain(error, 'netlock run');
		t.regex(explained.text, text);
		t.is(explained.code, 3);
	});
}

test('a defect is one', t =>
	t.regex(explain(new TypeError('x is undefined'), 'netlock run').text, /^This is a defect/));

test('a NETLOCK_HOME that cannot be written to is named, at once', async t => {
	await t.throwsAsync(startPrivateEngine('/proc/none'), {
		instanceOf: FileNotWritten,
		message: /^\/proc\/none cannot be written/,
	});
});

test('a log on a full disk says so', t => {
	t.throws(() => appendLines('/dev/full', [{a: 1}]), {
		instanceOf: FileNotWritten,
		message: /^\/dev\/full cannot be written: ENOSPC/,
	});
	t.deepEqual(readLines('/none', z.object({})), {lines: [], refused: []});
});
