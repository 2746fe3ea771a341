// The command in the results works when it is pasted.
import {execFileSync} from 'node:child_process';
import test from 'ava';
import {typedCommand} from '../../harness/cli/typed-command.ts';

test('a shell parses the command into the same words, spaces and quotes included', t => {
	const words = ['run', '--scenario', 'tcp-*', '--runtime', "crun=/home/me/a build's/crun", ''];
	const read = execFileSync('sh', ['-c', `set -f; printf '%s\\n' ${typedCommand(words)}`], {encoding: 'utf8'});
	t.deepEqual(read.split('\n').slice(0, -1), ['bin/netlock', ...words]);
});
