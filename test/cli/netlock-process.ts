// netlock as a process, for everything that needs no engine: its output, and its exit code.
import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {project} from '../../harness/model/checkout.ts';

/** `exit`: -1 after a signal or the time limit. */
export type Ended = {exit: number; stdout: string; stderr: string};

/** The arguments for Node to run netlock. */
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
