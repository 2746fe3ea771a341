// A run without a cell that ran proves nothing: exit 3, unless --allow-missing is given. So does a run that lacks an
// image that the user named.

import {Option} from 'commander';
import type {Results} from '../model/results.ts';
import {NetlockError} from '../support/errors.ts';

export class NothingRan extends NetlockError {
	override name = 'NothingRan';
	constructor(what: string, reasons: readonly string[]) {
		const detail = [...[...new Set(reasons)].slice(0, 10), '--allow-missing takes that for a success.'];
		super('machine', what, detail.join('\n'));
	}
}

export const allowMissingOption = (): Option =>
	new Option('--allow-missing', 'exit 0 even if no cell could run, or an image that is named in full is unavailable');

type Image = Pick<Results['images'][number], 'id' | 'state' | 'reason'>;

/** @throws NothingRan when an image that was named in full, and not by a pattern, is unavailable */
export const requireNamed = (globs: readonly string[], images: readonly Image[]): void => {
	const missing = images.filter(({id, state}) => state === 'miss' && globs.includes(id));
	if (missing.length === 0) return;
	const names = missing.map(({id}) => id).join(', ');
	throw new NothingRan(
		`${names}: named, and unavailable`,
		missing.map(({reason = ''}) => reason),
	);
};
