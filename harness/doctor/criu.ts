// What built images say about CRIU on this kernel. They were measured in a sandbox, so this is the best evidence.

import type {ImageFacts} from '../model/facts.ts';
import type {KnownIssue} from '../model/known-issue.ts';
import {satisfies} from '../model/versions.ts';
import {type Check, gap, note, ok} from './check.ts';

export type Measured = {id: string; facts: ImageFacts};

const name = 'criu check';

const errorIn = (output: string): string => /Error.*$/m.exec(output)?.[0] ?? output.split('\n').at(-1) ?? '';

/** Empty when no image has been measured. */
export const criuCheckChecks = (images: readonly Measured[]): Check[] => {
	if (images.length === 0) return [];
	const failing = images.filter(({facts}) => !facts.criu.check.ok);
	const versions = [...new Set(images.map(({facts}) => facts.criu.version))].sort().join(', ');
	if (failing.length === 0) {
		return [ok(name, `looks good in ${images.map(({id}) => id).join(', ')} (CRIU ${versions})`)];
	}
	const details = failing.map(
		({id, facts}) => `fails in ${id}, CRIU ${facts.criu.version}: ${errorIn(facts.criu.check.output)}`,
	);
	return failing.length < images.length
		? details.map(detail => note(name, detail))
		: [
				gap(
					name,
					details.join('; '),
					'boot a kernel that CRIU works on, or add an image with a CRIU that works on this one',
				),
			];
};

/** Known issues of this kernel, without expired ones. `today` is an ISO date. */
export const kernelIssueChecks = (
	issues: readonly KnownIssue[],
	kernel: string,
	images: readonly Measured[],
	today: string,
): Check[] =>
	issues
		.filter(({match, expires}) => expires > today && match.kernel !== undefined && satisfies(kernel, match.kernel))
		.flatMap(({match, outcome, reason}) => {
			const {criu} = match;
			const hit = images.filter(({facts}) => criu === undefined || satisfies(facts.criu.version, criu));
			if (images.length > 0 && hit.length === 0) return [];
			const cells = match.scenario === undefined ? 'cells' : `${match.scenario.join(', ')} cells`;
			const where =
				images.length > 0 ? hit.map(({id}) => id).join(', ') : `images with CRIU ${criu ?? 'of any version'}`;
			return [note('known issue', `${cells} ${outcome} in ${where}: ${reason}`)];
		});
