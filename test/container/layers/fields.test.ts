// Every field of a request against the options: known habits of runtimes, new fields, and what they override in an
// operator's file.
import test from 'ava';
import {fieldsProblem} from '../../../harness/container/layers/fields.ts';
import type {Operation} from '../../../harness/container/operation.ts';
import type {SentField} from '../../../harness/model/evidence.ts';
import {contextOf, operationOf} from '../../fixtures/cell-context.ts';

const close = (value = 'false'): SentField => ({number: 52, name: 'tcp_close', value});
const established = (value: string): SentField => ({number: 5, name: 'tcp_established', value});

const lab = (lines: Record<string, string[]> = {}, version = '1.28') => {
	const context = contextOf('crun', 'unset');
	const crun = {version, digest: 'a', checkpoints: true, networkLockFlag: true};
	return {...context, facts: {...context.facts, runtimes: {crun}}, criuFiles: new Map(Object.entries(lines))};
};

const restore = (fields: SentField[], ...words: string[]): Operation =>
	operationOf({operation: 'restore', fields, argv: ['crun', 'restore', ...words, 'c']});

test('a field that a runtime is known to send passes, for its version, operation and value', t => {
	t.is(fieldsProblem(lab(), restore([close()])), undefined);
	t.is(
		fieldsProblem(lab({}, '1.21'), restore([close()])),
		'nothing was asked of restore, but crun sent tcp_close = false (field 52), which is CRIU’s default, but beats default.conf',
	);
	t.is(
		fieldsProblem(lab(), {...restore([close()]), operation: 'checkpoint'}),
		'nothing was asked of checkpoint, but crun sent tcp_close = false (field 52), which is CRIU’s default, but beats default.conf',
	);
	t.is(
		fieldsProblem(lab(), restore([close('true')])),
		'nothing was asked of restore, but crun sent tcp_close = true (field 52), which is not CRIU’s default',
	);
});

test('a known habit does not pass if an operator’s file sets another value', t => {
	t.is(
		fieldsProblem(lab({'/etc/criu/default.conf': ['tcp-close']}), restore([close()])),
		'/etc/criu/default.conf asks for tcp-close, but crun sent tcp_close = false (field 52), which beats it',
	);
});

test('a file that the request names comes after the request, so nothing is overridden', t => {
	const both = lab({'/etc/criu/default.conf': ['tcp-close'], '/etc/criu/runc.conf': ['tcp-close']});
	t.is(fieldsProblem(both, {...restore([close()]), configFile: '/etc/criu/runc.conf'}), undefined);
});

test('an option of the command line must be sent, and overrides every file', t => {
	const context = lab({'/etc/criu/default.conf': ['tcp-established']});
	t.is(fieldsProblem(context, restore([established('true')], '--tcp-established')), undefined);
	t.is(
		fieldsProblem(context, restore([established('false')], '--tcp-established')),
		'--tcp-established was asked of restore, but crun sent tcp_established = false (field 5)',
	);
	t.is(
		fieldsProblem(context, restore([], '--tcp-established')),
		'--tcp-established was asked of restore, but crun sent no tcp_established',
	);
	t.is(
		fieldsProblem(context, restore([{number: 4, name: 'ext_unix_sk', value: 'false'}], '--ext-unix-sk')),
		'--ext-unix-sk was asked of restore, but crun sent ext_unix_sk = false (field 4)',
	);
});

test('folders and ids are no choices, and a false that CRIU ignores changes nothing', t => {
	const fields = [
		{number: 1, name: 'images_dir_fd', value: '4'},
		{number: 3, name: 'leave_running', value: 'false'},
	];
	t.is(fieldsProblem(lab(), restore(fields)), undefined);
});

test('a field that is newer than the table is new', t => {
	t.is(
		fieldsProblem(lab(), restore([{number: 99, name: 'unknown', value: '5'}])),
		'nothing was asked of restore, but crun sent unknown = 5 (field 99), which is not CRIU’s default',
	);
});
