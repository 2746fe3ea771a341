// Blames the right party for a container that does not start: a build under test, where the image's own runtime starts the
// same bundle; else the harness, for the machine may be the reason, and no lock was asked for yet.
import {buildsFolder} from '../sandbox/under-test.ts';
import {limits} from '../support/limits.ts';
import {text} from '../support/text.ts';
import {type CellContext, path, runWhatever} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';

/** Says `started` only where there is a build under test, and the other runtime works. */
const script = '[ -x "$1" ] || exit; shift; "$@" && echo started';

export const notStarted = async (
	context: CellContext,
	{bundle}: Instance,
	what: string,
	detail?: string,
): Promise<Disagreement | EvidenceMissing> => {
	const {name, run} = context.runtime;
	const {stdout} = await runWhatever(
		context,
		['sh', '-c', script, 'sh', `${buildsFolder}/${name}`, ...run('own', bundle)],
		{limitSeconds: limits.containerStartSeconds, env: {PATH: path.replace(`${buildsFolder}:`, '')}},
	);
	return /^started$/m.test(text(stdout))
		? new Disagreement('exit', `${what}, but the image’s own ${name} starts the same container`)
		: new EvidenceMissing(what, detail);
};
