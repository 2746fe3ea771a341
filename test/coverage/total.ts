// After all tests: the coverage of the parts and of the whole together, as a summary and as pages, beside its minimum.
import {execFileSync} from 'node:child_process';
import {readdirSync, renameSync} from 'node:fs';
import {join} from 'node:path';
import {coverageData} from '../steps/steps.ts';

// c8 reads one folder.
for (const file of readdirSync(coverageData.parts)) {
	renameSync(join(coverageData.parts, file), join(coverageData.whole, file));
}
execFileSync('c8', ['report', '--temp-directory', coverageData.whole], {stdio: 'inherit'});
