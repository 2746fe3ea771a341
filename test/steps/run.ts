// `npm test`: every step, then failures and skipped tests, and one plain line, `N passed, N failed`.
import {rmSync} from 'node:fs';
import {addCounts, type Counts} from './counts.ts';
import {runChains} from './run-chains.ts';
import {stages} from './steps.ts';

rmSync('coverage', {recursive: true, force: true});
const all: Counts[] = [];
const failures: string[] = [];
for (const chains of stages) {
	for (const ended of await runChains(chains, text => void process.stdout.write(text))) {
		all.push(ended);
		failures.push(...ended.failures);
	}
}
const {passed, failed, skipped} = addCounts(all);
for (const text of failures) process.stdout.write(`\n${text}\n`);
for (const title of skipped) process.stdout.write(`\nskipped: ${title}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
