// Wrong usage: says the value that was given and the ones that are valid. Exit code 2.
import {NetlockError} from '../support/errors.ts';
import {didYouMean, nearest} from '../support/nearest.ts';

export class UsageError extends NetlockError {
	override name = 'UsageError';
	constructor(problem: string, hint?: string) {
		super('usage', problem, hint);
	}
}

/** More names than these are a list of their own. */
const few = 20;

/** `value` is not among `valid`. `listing`: the command that lists the valid names, where they are many. */
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
