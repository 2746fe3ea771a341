// The error for wrong usage. It names the wrong value and the valid ones. Exit code 2.
import {NetlockError} from '../support/errors.ts';
import {didYouMean, nearest} from '../support/nearest.ts';

export class UsageError extends NetlockError {
	override name = 'UsageError';
	constructor(problem: string, hint?: string) {
		super('usage', problem, hint);
	}
}

/** A longer list of names is not printed. */
const few = 20;

/** The error for a `value` that is not `valid`. `listing`: a command that lists the valid names, if there are many. */
export const notAmong = (
	option: string,
	value: string,
	valid: readonly string[],
	listing = '`netlock --help` says where they are listed',
): UsageError => {
	const listed =
		valid.length <= few ? `Valid: ${valid.join(', ')}` : `There are ${valid.length} valid names: ${listing}.`;
	const hints = [...didYouMean(nearest(value, valid)), valid.length === 0 ? 'There are none yet.' : listed];
	return new UsageError(`${option}: there is no "${value}"`, hints.join('\n'));
};
