// Good and bad spells: what is a change point, what is a dot, and the state that follows.
import test from 'ava';
import {extend, type Spell, stateOf} from '../../../harness/results/history/spells.ts';

/** `g` good, `b` bad, one letter a run. `*` after a letter: a measured fact changed before it. */
const play = (runs: string) => {
	const spells: Spell[] = [];
	let dots = 0;
	for (const [run, [, letter, changed]] of [...runs.matchAll(/([gb])(\*?)/g)].entries()) {
		if (extend(spells, letter === 'b', run, () => (changed ? ['crun 1 → 2'] : []))) dots++;
	}
	return {spells, dots, told: spells.map(({bad, runs: count}) => `${count}${bad ? 'b' : 'g'}`).join(' ')};
};

for (const [runs, told, dots, state] of [
	['', '', 0, 'steady'],
	['ggg', '3g', 0, 'steady'],
	['bbb', '3b', 0, 'ongoing'],
	['ggb', '2g 1b', 0, 'new'],
	['ggbb', '2g 2b', 0, 'ongoing'],
	['ggbbg', '2g 2b 1g', 0, 'gone'],
	['ggbbggb', '2g 2b 2g 1b', 0, 'back'],
	['ggbbggbb', '2g 2b 2g 2b', 0, 'ongoing'],
	// A single run that differs is a dot, in either direction.
	['ggbgg', '5g', 1, 'steady'],
	['bbgbb', '5b', 1, 'ongoing'],
	['gbgbgbg', '7g', 3, 'steady'],
	// Not if something changed before it, or after it.
	['ggb*gg', '2g 1b 2g', 0, 'gone'],
	['ggbg*g', '2g 1b 2g', 0, 'gone'],
] as const) {
	test(`${runs === '' ? 'no run' : runs}: ${state}, with ${dots} dots`, t => {
		const played = play(runs);
		t.is(played.told, told);
		t.is(played.dots, dots);
		t.is(stateOf(played.spells), state);
	});
}

test('a spell has its runs, and the changes at its start', t => {
	t.deepEqual(play('ggb*b').spells, [
		{bad: false, from: 0, to: 1, runs: 2, changed: []},
		{bad: true, from: 2, to: 3, runs: 2, changed: ['crun 1 → 2']},
	]);
});
