// Checks the ruleset that CRIU dumped with the container's own network namespace. The lock was in the namespace, so it
// must be in the image.
import {lockInImage} from '../../evidence/image-ruleset.ts';
import type {Method} from '../../model/axes.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {Disagreement} from '../errors.ts';

export type ImageRuleset = {
	/** Asserts that the image has a ruleset with this lock and no other. */
	hasLock: (method: Method) => Promise<void>;
};

const read = `cd "$1" && for file in nftables-*.img iptables-*.img ip6tables-*.img; do
	[ -e "$file" ] && cat "$file" && echo; done; true`;

export const imageRuleset = (context: CellContext, folder: string): ImageRuleset => ({
	hasLock: async method => {
		const {stdout} = await shell(context, read, folder);
		const found = lockInImage(Buffer.from(stdout).toString('latin1'));
		const wanted = method === 'skip' ? [] : [method];
		if (found.length === wanted.length && wanted.every(each => found.includes(each))) return;
		const [should, has] = [wanted, found].map(each =>
			each.length === 0 ? 'no lock' : `the ${each.join(' and ')} lock`,
		);
		throw new Disagreement('record', `the ruleset in the image was to have ${should}, but has ${has}`);
	},
});
