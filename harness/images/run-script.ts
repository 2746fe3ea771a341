// Runs a shell script in a sandbox, and takes what it printed: for measuring an image.
import type {StartedSandbox} from '../engine/sandbox.ts';
import {text} from '../support/text.ts';

/** `output`: standard output; standard error if that is empty. */
export const runScript = async (sandbox: StartedSandbox, script: string): Promise<{ok: boolean; output: string}> => {
	const {exit, stdout, stderr} = await sandbox.exec(['sh', '-c', script]);
	return {ok: exit === 0, output: text(stdout).trim() || stderr.trim()};
};
