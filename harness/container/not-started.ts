// Blames the right party for a container that does not start: a build under test, where the image's own runtime starts the
// same bundle; else the harness, for the machine may be the reason, and no lock was asked for yet.
import {buildsFolder} from '../sandbox/under-test.ts';
import {limits} from '../support/limits.ts';
import {text} from '../support/text.ts';
import {type CellContext, path, runWhatever, shell} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';

/** Says `started` only where there is a build under test, and the other runtime works. */
const script = '[ -x "$1" ] || exit; shift; "$@" && echo started';

/** A container of the build may have begun to count by now. It writes on to the file that it has open. */
const forgetCounts = 'rm -f "$1/rootfs/state"';

type Trouble = {
	detail?: string;
	/** Waits until the workload counts, where the build itself has succeeded, and only its workload does not run. */
	counts?: () => Promise<boolean>;
};

export const notStarted = async (
	context: CellContext,
	{bundle}: Instance,
	what: string,
	{detail, counts}: Trouble = {},
): Promise<Disagreement | EvidenceMissing> => {
	if (counts !== undefined) await shell(context, forgetCounts, bundle);
	const {name, run} = context.runtime;
	const {stdout} = await runWhatever(
		context,
		['sh', '-c', script, 'sh', `${buildsFolder}/${name}`, ...run('own', bundle)],
		{limitSeconds: limits.containerStartSeconds, env: {PATH: path.replace(`${buildsFolder}:`, '')}},
	);
	return /^started$/m.test(text(stdout)) && (counts === undefined || (await counts()))
		? new Disagreement('exit', `${what}, but the image’s own ${name} starts the same container`)
		: new EvidenceMissing(what, detail);
};
