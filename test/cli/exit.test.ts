// An error becomes an exit code, a message, and a next step.
import test from 'ava';
import {BuildError} from '../../harness/builds/errors.ts';
import {explain} from '../../harness/cli/exit.ts';
import {Interrupted} from '../../harness/cli/interrupt.ts';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import {FileInvalid} from '../../harness/model/read-yaml.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {PlanIncomplete} from '../../harness/run/plan-file.ts';

for (const [error, code, text] of [
	[new UsageError('--lock: no', 'Valid: skip'), 2, /^--lock: no\nValid: skip\nSee `netlock run --help`\.$/],
	[new Interrupted(), 130, /^interrupted$/],
	[new BuildError('crun does not compile', 'line 3'), 3, /^crun does not compile\nline 3\nSee docs\/builds\.md\.$/],
	[new ImageUnavailable('no image'), 3, /^no image\n`netlock doctor` says/],
	[new FileInvalid('image.yaml', 'no id', 'See docs'), 2, /^image\.yaml: no id\nSee docs\n/],
	[new PlanIncomplete('the plan has no build x'), 3, /^the plan has no build x$/],
	[
		new TypeError('x is undefined'),
		3,
		/^This is a defect in netlock; please report it:\nTypeError: x is undefined\n.* at /s,
	],
	[
		Object.assign(new Error("ENOSPC: no space left on device, write '/x'"), {code: 'ENOSPC'}),
		3,
		/^ENOSPC: no space left on device, write '\/x'\nThe disk is full.*\n`netlock doctor` says/,
	],
	[Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'}), 3, /^socket hang up\n`netlock doctor` says/],
	[new AggregateError([], 'all failed'), 3, /^This is a defect/],
	[
		Object.assign(new AggregateError([new Error('no')], ''), {code: 'ECONNREFUSED'}),
		3,
		/^ECONNREFUSED\n`netlock doctor` says/,
	],
	[
		Object.assign(new Error('(HTTP code 500) server error - driver failed'), {statusCode: 500}),
		3,
		/^the engine answers with 500: .*driver failed\n`netlock doctor` says/,
	],
	[Object.assign(new TypeError('bad argument'), {code: 'ERR_INVALID_ARG_TYPE'}), 3, /^This is a defect in netlock/],
	['a string', 3, /^This is a defect in netlock; please report it:\na string$/],
] as const) {
	test(`${error instanceof Error ? `${error.constructor.name} "${error.message}"` : typeof error} is ${code}`, t => {
		const explained = explain(error, 'netlock run');
		t.is(explained.code, code);
		t.regex(explained.text, text);
	});
}
