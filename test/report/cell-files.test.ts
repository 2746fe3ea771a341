// A cell's files: the most useful ones come first, and no link leads out of the run's folder.
import test from 'ava';
import {cellFiles, fileHref} from '../../harness/report/cell-files.ts';

test('the verdict is first, then commands, logs, the peer; unknown files are last', t => {
	const folder = 'cells/trixie/crun/unset/tcp-veth/';
	const names = [
		'cell/odd',
		'etc/criu/default.conf',
		'cell/peer.1.jsonl',
		'cell/criu-1/dump.log',
		'commands.sh',
		'verdict.txt',
	];
	const {groups} = cellFiles(
		names.map(name => folder + name),
		folder,
	);
	t.deepEqual(
		groups.flatMap(each => each.names),
		names.toReversed().toSorted((a, b) => Number(a === 'cell/odd') - Number(b === 'cell/odd')),
	);
});

for (const file of [
	'../../etc/passwd',
	'a/../../b',
	'/etc/passwd',
	'javascript:alert(1)',
	'https://evil.example/',
	'a\\..\\b',
	'\\\\host\\x',
]) {
	test(`${file} is no link`, t => {
		t.is(fileHref(file), undefined);
	});
}

test('a name becomes a path, whatever letters it has', t => {
	t.is(fileHref('cells//a b/#?.log'), './cells/a%20b/%23%3F.log');
});
