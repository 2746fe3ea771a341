// The party to blame for a failure without an earlier wrong layer: the words of the failure decide.
import test from 'ava';
import type {Party} from '../../../harness/model/cause.ts';
import type {CellResult} from '../../../harness/model/cell-result.ts';
import {troubleOf} from '../../../harness/results/causes/blame.ts';
import {causesOf} from '../../../harness/results/causes/causes.ts';
import {makeCell, makeResults} from '../../fixtures/results.ts';

const at = {image: 'forky', runtime: 'crun', lock: 'unset', scenario: 'explicit-lock'} as const;

const blamed = test.macro({
	exec(t, changes: Partial<CellResult>, log: string[] | undefined, party: Party, title: string) {
		const cell = makeCell(at, {unexpected: true, outcome: 'fail', ...changes});
		const [checkpoint] = cell.evidence?.operations ?? [];
		const operations = checkpoint ? [{...checkpoint, exit: 1, ...(log && {cause: log})}] : [];
		const {record: _, kernel: __, ...failed} = operations[0] as NonNullable<typeof checkpoint>;
		const [cause] = causesOf(makeResults({cells: [{...cell, evidence: {operations: [failed]}}]}));
		t.deepEqual([cause?.party, cause?.title], [party, title]);
	},
	title: (_, changes: Partial<CellResult>, __, party) => `${party}: ${changes.reason}`,
});

const exit = (reason: string): Partial<CellResult> => ({layer: 'exit', reason});
test('words of a megabyte are read at once', t => {
	t.timeout(20_000);
	for (const word of ['netlink', 'container ', 'execvp("nft"']) {
		const reason = word.repeat(2 ** 20 / word.length);
		t.is(troubleOf(reason).party, 'harness');
		const cell = makeCell(at, {unexpected: true, outcome: 'fail', layer: 'exit', reason});
		t.is(causesOf(makeResults({cells: [cell]})).length, 1);
	}
});

const missing = 'Error (criu/util.c:642): execvp("iptables-restore", ...) failed: No such file or directory';
const refused = "Error (criu/sockets.c:628): sockets: Can't get 1:16 opt: Operation not supported";
const own = 'Error (criu/net.c:3256): net: Locking network failed using nftables';

test(
	blamed,
	exit("crun checkpoint fails: checkpoint: unrecognized option '--tcp-close'"),
	undefined,
	'runtime',
	"crun checkpoint fails: checkpoint: unrecognized option '--tcp-close'",
);
test(
	blamed,
	exit(`crun checkpoint fails: ${missing}`),
	[missing],
	'image',
	'CRIU checkpoint fails in an image without iptables-restore',
);
test(
	blamed,
	exit(`crun checkpoint fails: ${refused}`),
	[refused],
	'kernel',
	"CRIU checkpoint fails: sockets: Can't get N:N opt: Operation not supported",
);
test(
	blamed,
	exit(`crun checkpoint fails: ${own}`),
	[own],
	'CRIU',
	'CRIU checkpoint fails: net: Locking network failed using nftables',
);
test(
	blamed,
	exit('crun checkpoint fails: iptables-restore v1.8.11 (nf_tables): line 4 failed'),
	['iptables-restore v1.8.11 (nf_tables): line 4 failed'],
	'tool',
	'CRIU checkpoint fails: iptables-restore vN (nf_tables): line N failed',
);
test(
	blamed,
	exit('crun checkpoint fails: Error (criu/image.c:1): write: No space left on device'),
	['Error (criu/image.c:1): write: No space left on device'],
	'machine',
	'CRIU checkpoint fails: write: No space left on device',
);
test(
	blamed,
	{outcome: 'error', reason: 'the engine does not answer: connect ECONNREFUSED'},
	undefined,
	'machine',
	'the engine does not answer: connect ECONNREFUSED',
);
test(
	blamed,
	{outcome: 'error', reason: 'the workload did not start counting'},
	undefined,
	'harness',
	'the workload did not start counting',
);
