// `npm run release -- [--dry-run] X.Y.Z`: checks that a version can be released; without --dry-run it is tagged.
// See docs/releasing.md.
import {execFileSync} from 'node:child_process';
import {parseArgs} from 'node:util';
import {notesOf, problemsOf} from './checks.ts';
import {readFacts} from './facts.ts';

const usage = 'usage: npm run release -- [--dry-run] X.Y.Z';
const {values, positionals} = parseArgs({options: {'dry-run': {type: 'boolean'}}, allowPositionals: true});
const [version, ...more] = positionals;

if (version === undefined || more.length > 0) {
	console.error(usage);
	process.exitCode = 2;
} else {
	const facts = readFacts(process.cwd());
	const problems = problemsOf(version, facts);
	for (const problem of problems) console.error(problem);
	if (problems.length > 0) {
		console.log(`${version} cannot be released: ${problems.length} to mend`);
		process.exitCode = 1;
	} else {
		const notes = notesOf(facts.changelog, version);
		if (!values['dry-run']) {
			execFileSync('git', [
				'tag',
				'--annotate',
				`v${version}`,
				'--cleanup=verbatim',
				'--message',
				`netlock ${version}\n\n${notes}`,
			]);
		}
		console.log(notes);
		console.log(values['dry-run'] ? `v${version} can be tagged` : `v${version} is tagged; git push origin v${version}`);
	}
}
