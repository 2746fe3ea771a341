// Commands in netlock's output and documents work when they are pasted: none asks a registry for a program with
// netlock's name.
import {spawnSync} from 'node:child_process';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';

test('no file tells people to run netlock by npx', t => {
	const pattern = ['npx', 'netlock'].join(' ');
	const {status, stdout} = spawnSync('git', ['grep', '--line-number', pattern], {cwd: project.root, encoding: 'utf8'});
	t.is(stdout, '');
	t.is(status, 1, 'git grep has looked, and found nothing');
});
