// A listener hears of phases of work.
import test from 'ava';
import {onPhase, type Phase, phase} from '../../harness/support/phases.ts';

test('a phase is reported at its end with its cell, also if it fails', async t => {
	const told: Phase[] = [];
	onPhase(each => told.push(each));
	t.is(await phase('open', async () => 'a sandbox', 'one'), 'a sandbox');
	await t.throwsAsync(
		phase('sweep', async () => {
			throw new Error('gone');
		}),
		{message: 'gone'},
	);
	t.like(told, [
		{name: 'open', cell: 'one'},
		{name: 'sweep', cell: undefined},
	]);
	t.true(told.every(({start, took}) => start > Date.parse('2026-01-01') && took >= 0));
});
