// `npm run subjects`: no commit since the start of this check has a subject of more than 72 characters. It uses dates,
// not a base commit, so that it works in a shallow clone too.
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';

const longest = 72;
const since = '2026-11-28T10:12:00Z';

/** Lines `HASH SUBJECT` of the commits in the history of HEAD that are too long. */
export const longSubjects = (folder: string, from = since): string[] =>
	execFileSync('git', ['log', '--no-merges', `--since-as-filter=${from}`, '--format=%h %s'], {
		cwd: folder,
		encoding: 'utf8',
	})
		.split('\n')
		.filter(line => line.slice(line.indexOf(' ') + 1).length > longest);

if (import.meta.main) {
	const long = existsSync(join(process.cwd(), '.git')) ? longSubjects(process.cwd()) : [];
	for (const line of long) console.error(`more than ${longest} characters: ${line}`);
	console.log(`${long.length} subjects are too long`);
	process.exitCode = long.length === 0 ? 0 : 1;
}
