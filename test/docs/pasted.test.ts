// Commands in what netlock prints and documents work as pasted: no registry is asked for a program that has our name.
import {execFileSync} from 'node:child_process';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';

test('no file tells people to run netlock by npx', t => {
	const pattern = ['npx', 'netlock'].join(' ');
	let found = '';
	try {
		found = execFileSync('git', ['grep', '--line-number', pattern], {cwd: project.root, encoding: 'utf8'});
	} catch (error) {
		// git grep exits with 1 where nothing is found.
		t.is((error as {status?: number}).status, 1);
	}
	t.is(found, '');
});
