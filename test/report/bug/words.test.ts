// Command lines of cells: parsed into words, and written as lines of a script.
import test from 'ava';
import fc from 'fast-check';
import {commandLine} from '../../../harness/container/cell-context.ts';
import {foldersIn, scriptLine, wordsOf} from '../../../harness/report/bug/words.ts';

test('the words of a command are parsed back, whatever they are', t => {
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom("'", "a'b", '', ' ', '\\', "\\'", '\n'))), words => {
			t.deepEqual(wordsOf(commandLine(words)), words);
		}),
	);
});

const restore = "crun restore --detach --bundle /cell/bundle --image-path /cell/image-1 --network-lock 'a b' netlock";

test('folders are below the script’s folder, the container has its own id, and all other words are unchanged', t => {
	t.is(
		scriptLine(restore),
		'crun restore --detach --bundle "$dir"/bundle --image-path "$dir"/image-1 --network-lock \'a b\' "$id"',
	);
	t.deepEqual(foldersIn([restore, 'crun checkpoint --work-path /cell/criu-1 netlock']), ['image-1', 'criu-1']);
});
