// Options of a runtime from its help, and what their requests show about each other.
import test from 'ava';
import {coveringSets, pairsOf} from '../../harness/container/options/covering.ts';
import {type Option, optionsIn, spelled} from '../../harness/container/options/help-options.ts';
import {aloneProblems, setProblems} from '../../harness/container/options/own-field.ts';
import type {SentField} from '../../harness/model/evidence.ts';

const crunHelp = `
      --file-locks           allow file locks
      --image-path=DIR       path for saving criu image files
      --manage-cgroups-mode=MODE   cgroups mode: 'soft' (default), 'ignore',
      --network-lock         set network lock method
      --other=VALUE          whatever
  -?, --help                 Give this help list
`;
const runcHelp = `
   --image-path value           path for saving criu image files
   --link-remap                 allow one to link unlinked files back when possible
   --bundle value, -b value     path to the root of the bundle directory
   --page-server value          ADDRESS:PORT of the page server
   --work-path value            path for saving work files and logs
`;

test('options come from the help, with a value if one is needed and known', t => {
	t.deepEqual(
		optionsIn(crunHelp).map(({words}) => words),
		[
			['--network-lock', 'nftables'],
			['--network-lock', 'iptables'],
			['--network-lock', 'skip'],
			['--file-locks'],
			[],
			['--manage-cgroups-mode', 'full'],
		],
	);
	t.deepEqual(
		optionsIn(runcHelp).map(({words}) => words),
		[[], ['--link-remap'], ['--page-server', '192.0.2.9:9'], []],
	);
});

const lock: Option = {name: 'network-lock', words: ['--network-lock', 'nftables']};
const locks: Option = {name: 'file-locks', words: ['--file-locks']};
const pid: Option = {name: 'pid-file', words: ['--pid-file', 'f']};
const closed = (value: string): SentField => ({number: 8, name: 'file_locks', value});
const established = (value: string): SentField => ({number: 5, name: 'tcp_established', value});
const nftables: SentField = {number: 64, name: 'network_lock', value: 'nftables'};
const folder = (value: string): SentField => ({number: 1, name: 'images_dir_fd', value});
const plain = [folder('4'), established('false'), closed('false')];

const without: Option = {name: 'work-path', words: [], isLeftOut: true};

const of = (count: number): Option[] =>
	Array.from({length: count}, (_, index) => ({name: `o${index}`, words: [`--o${index}`]}));

test('in a few sets every two options stand together, and each without the other', t => {
	for (const [count, most] of [
		[1, 0],
		[2, 3],
		[4, 5],
		[10, 5],
		[15, 6],
		[35, 7],
	] as const) {
		const sets = coveringSets(of(count)).map(set => new Set(set.map(({name}) => name)));
		t.true(sets.length <= most, `${count} options: ${sets.length} sets`);
		for (const [first, second] of pairsOf(of(count))) {
			const [a, b] = [first?.name ?? '', second?.name ?? ''];
			t.true(
				sets.some(set => set.has(a) && set.has(b)),
				`${a} with ${b} of ${count}`,
			);
			if (count < 4) continue;
			t.true(
				sets.some(set => set.has(a) && !set.has(b)),
				`${a} without ${b} of ${count}`,
			);
			t.true(
				sets.some(set => set.has(b) && !set.has(a)),
				`${b} without ${a} of ${count}`,
			);
		}
	}
});

test('an option with several values has one in each set, and every one in some', t => {
	const values = ['nftables', 'iptables', 'skip'].map(value => ({...lock, words: ['--network-lock', value]}));
	const sets = coveringSets([...values, ...of(9)]);
	t.true(sets.every(set => set.filter(({name}) => name === lock.name).length <= 1));
	t.deepEqual(
		[
			...new Set(sets.flatMap(set => set.filter(({name}) => name === lock.name).map(({words}) => words[1] ?? ''))),
		].sort(),
		['iptables', 'nftables', 'skip'],
	);
});

test('a left-out option is named so', t => {
	t.is(spelled([lock, without]), '--network-lock nftables without --work-path');
});

const singles = [
	{options: [lock], fields: [...plain, nftables]},
	{options: [locks], fields: [folder('5'), established('false'), closed('true')]},
	{options: [pid], fields: plain},
	{options: [without], fields: plain},
];

test('an option that changes its own field, alone and beside another, is right', t => {
	t.deepEqual(aloneProblems(plain, singles), []);
	t.deepEqual(
		setProblems(plain, singles, [
			{options: [lock, locks], fields: [folder('6'), established('false'), closed('true'), nftables]},
			{options: [lock, pid, without], fields: [...plain, nftables]},
		]),
		[],
	);
});

test('a foreign field, another value, and a field that does not change are named', t => {
	const sent = [
		{options: [{...lock, words: ['--network-lock', 'skip']}], fields: [...plain, nftables]},
		{options: [locks], fields: plain},
		{options: [pid], fields: [folder('5'), established('true'), closed('false')]},
		{options: [without], fields: undefined},
	];
	t.deepEqual(aloneProblems(plain, sent), [
		'`--network-lock skip` sends network_lock (64) = nftables',
		'`--file-locks` is accepted, but changes nothing in the request',
		'`--pid-file f` changes a field that is not its own: tcp_established (5) = false → tcp_established (5) = true',
	]);
});

test('a field whose value differs each time is named where it is not sent, unless it is the option’s own', t => {
	const work: SentField = {number: 17, name: 'work_dir_fd', value: '7'};
	const all = [...plain, work];
	t.deepEqual(aloneProblems(all, [{options: [without], fields: plain}]), []);
	t.deepEqual(aloneProblems(all, [{options: [pid], fields: plain}]), [
		'`--pid-file f` changes a field that is not its own: work_dir_fd (17) → not there',
	]);
});

test('a value that is sent anyway in place of another changes nothing, as known issues say', t => {
	const mode: SentField = {number: 34, name: 'manage_cgroups_mode', value: 'soft'};
	const full: Option = {name: 'manage-cgroups-mode', words: ['--manage-cgroups-mode', 'full']};
	t.deepEqual(aloneProblems([...plain, mode], [{options: [full], fields: [...plain, mode]}]), [
		'`--manage-cgroups-mode full` is accepted, but changes nothing in the request',
	]);
});

test('a dump on top of another keeps track of memory', t => {
	const parent: Option = {name: 'parent-path', words: ['--parent-path', '../previous']};
	const image: SentField = {number: 14, name: 'parent_img', value: '../previous'};
	const memory: SentField = {number: 15, name: 'track_mem', value: 'true'};
	t.deepEqual(aloneProblems(plain, [{options: [parent], fields: [...plain, image, memory]}]), []);
});

test('a set that loses a field of one of its options is named, the lock before all others', t => {
	const problems = setProblems(plain, singles, [
		{options: [lock, locks], fields: plain},
		{options: [lock, pid], fields: undefined},
	]);
	t.deepEqual(
		problems.map(({problem}) => problem),
		[
			'`--network-lock nftables --file-locks` sends no field 64, where each alone makes it network_lock (64) = nftables',
			'`--network-lock nftables --pid-file f` sends CRIU nothing, and each of them alone does',
		],
	);
});

test('a help text of line ends only is read at once', t => {
	t.timeout(20_000);
	t.deepEqual(optionsIn(`${'\n '.repeat(4_000_000)}\n  --all`), [{name: 'all', words: ['--all']}]);
});
