// Numbers in the README that come from the repository.
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';

const text = readFileSync(join(project.root, 'README.md'), 'utf8');

test('the README has the number of scenarios', t => {
	const files = globSync('*.ts', {cwd: project.scenarios});
	t.is(/runs all (\d+) scenarios/.exec(text)?.[1], `${files.length}`);
});
