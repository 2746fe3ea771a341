// The status of a cell: its outcome and expectation as one word, with a mark for each medium.
import type {CellResult} from '../model/cell-result.ts';

/** The most important status comes first. */
export const statuses = ['fail', 'unexpected pass', 'error', 'known failure', 'miss', 'skip', 'pass'] as const;
export type Status = (typeof statuses)[number];

type Appearance = {
	/** One column wide, and different without colour. */
	glyph: string;
	ascii: string;
	/** For text without colour: GitHub. */
	emoji: string;
	meaning: string;
};

export const appearances: Record<Status, Appearance> = {
	pass: {glyph: '✓', ascii: '.', emoji: '✅', meaning: 'all layers of evidence agree'},
	'known failure': {glyph: '~', ascii: '~', emoji: '🟡', meaning: 'fails, as a known issue says'},
	fail: {glyph: '✗', ascii: 'X', emoji: '❌', meaning: 'fails, and no known issue says so'},
	'unexpected pass': {
		glyph: '+',
		ascii: '+',
		emoji: '🔵',
		meaning: 'passes, though a known issue says it fails',
	},
	error: {
		glyph: '!',
		ascii: '!',
		emoji: '💥',
		meaning: 'netlock or the scenario broke: says nothing about the runtime',
	},
	miss: {glyph: '?', ascii: '?', emoji: '❔', meaning: 'could not be run here'},
	skip: {glyph: '-', ascii: '-', emoji: '➖', meaning: 'does not apply here'},
};

type StatusParts = Pick<CellResult, 'outcome' | 'expected' | 'unexpected'>;

/**
 * A failure that a known issue explains is a `known failure`. A pass despite a known issue is an `unexpected pass`,
 * even if it is good news and does not fail the run.
 */
export const statusOf = ({outcome, expected, unexpected}: StatusParts): Status => {
	if (outcome === 'pass') return unexpected || expected !== 'pass' ? 'unexpected pass' : 'pass';
	if (outcome === 'fail') return unexpected ? 'fail' : 'known failure';

	return outcome;
};
