// netlock in a process of its own, for what it does without an engine: what it prints, and how it exits.
import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {project} from '../../harness/model/checkout.ts';

/** `exit`: -1 where a signal or the time limit ended it. */
export type Ended = {exit: number; stdout: string; stderr: string};

/** The words with which Node runs netlock. */
export const netlockProgram = ['--disable-warning=ExperimentalWarning', join(project.harness, 'cli/main.ts')];

export const netlockIn = (
	folder: string,
	words: readonly string[],
	variables: Record<string, string> = {},
): Promise<Ended> =>
	new Promise(resolve => {
		const options = {cwd: folder, timeout: 60_000, env: {...process.env, ...variables}};
		const child = execFile(process.execPath, [...netlockProgram, ...words], options, (_, stdout, stderr) =>
			resolve({exit: child.exitCode ?? -1, stdout, stderr}),
		);
	});
