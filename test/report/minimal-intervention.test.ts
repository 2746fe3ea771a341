// minimal-intervention.md: fields that nobody asked for, by runtime and version, and their effect.
import test from 'ava';
import type {OperationEvidence} from '../../harness/model/evidence.ts';
import type {Results} from '../../harness/model/results.ts';
import {renderMinimalIntervention} from '../../harness/report/minimal-intervention.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const restore = (command: string, ...fields: [number, string, string][]): OperationEvidence => ({
	operation: 'restore',
	command,
	exit: 0,
	duration: 1,
	fields: fields.map(([number, name, value]) => ({number, name, value})),
});

const about = (...operations: OperationEvidence[]): Results => {
	const cell = makeCell({image: 'debian-trixie', runtime: 'crun', lock: 'unset', scenario: 'options-at-checkpoint'});
	const results = makeResults({cells: [{...cell, evidence: {operations}}]});
	return {
		...results,
		scenarios: [{id: 'options-at-checkpoint', title: '', file: 'scenarios/options-at-checkpoint.ts', reports: []}],
	};
};

const rows = (results: Results): string[] =>
	(renderMinimalIntervention(results) ?? '').split('\n').filter(line => /^\| (checkpoint|restore)/.test(line));

test('a field is sent only if asked for, or also unasked; unasked it has no effect, or overrides a line', t => {
	const results = about(
		restore('crun restore c', [3, 'leave_running', 'false'], [52, 'tcp_close', 'false'], [9, 'log_level', '4']),
		restore('crun restore --file-locks c', [8, 'file_locks', 'true'], [1, 'images_dir_fd', '4']),
	);
	const said = rows(results).map(row =>
		row
			.split(' | ')
			.filter((_, column) => column !== 0)
			.join(' | '),
	);
	t.deepEqual(said, [
		'`leave_running` (3) | `false` unasked | harmless: CRIU passes over `false` |',
		'`file_locks` (8) | when asked | as it must be |',
		'`log_level` (9) | `4` unasked | **not** CRIU’s default, and beats `verbosity` in default.conf |',
		'`tcp_close` (52) | `false` unasked | CRIU’s default, but beats `tcp-close` in default.conf |',
	]);
	t.regex(renderMinimalIntervention(results) ?? '', /Left out is what the work itself needs.*: `images_dir_fd`\./);
});

test('a run of other scenarios has no such page', t => {
	t.is(renderMinimalIntervention(sampleResults()), undefined);
});
