// Options of a runtime out of its help, and what their requests say of each other.
import test from 'ava';
import {type Option, optionsIn, setsOf} from '../../harness/container/options/help-options.ts';
import {requestProblems} from '../../harness/container/options/own-field.ts';
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
`;

test('options come from the help, with a value where one is wanted and known', t => {
	t.deepEqual(
		optionsIn(crunHelp).map(({words}) => words),
		[['--file-locks'], ['--manage-cgroups-mode', 'full'], ['--network-lock', 'nftables']],
	);
	t.deepEqual(
		optionsIn(runcHelp).map(({words}) => words),
		[['--link-remap'], ['--page-server', '192.0.2.9:9']],
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

test('each option alone, each beside the lock, and all at once', t => {
	t.deepEqual(
		setsOf([lock, locks, pid]).map(set => set.map(({name}) => name).join('+')),
		[
			'network-lock',
			'file-locks',
			'pid-file',
			'network-lock+file-locks',
			'network-lock+pid-file',
			'network-lock+file-locks+pid-file',
		],
	);
});

test('an option that changes its own field alone and beside another is as it must be', t => {
	const sets = [
		{options: [lock], fields: [...plain, nftables]},
		{options: [locks], fields: [folder('5'), established('false'), closed('true')]},
		{options: [pid], fields: plain},
		{options: [lock, locks], fields: [established('false'), closed('true'), nftables]},
		{options: [lock, pid], fields: [...plain, nftables]},
	];
	t.deepEqual(requestProblems(plain, sets), []);
});

test('a foreign field, a field that does not change, and a lock that is lost beside another option are named', t => {
	const sets = [
		{options: [lock], fields: [...plain, nftables]},
		{options: [locks], fields: plain},
		{options: [pid], fields: [established('true'), closed('false')]},
		{options: [lock, locks], fields: plain},
		{options: [lock, pid], fields: undefined},
	];
	t.deepEqual(requestProblems(plain, sets), [
		'`--file-locks` is accepted, but changes nothing in the request',
		'`--pid-file f` changes a field that is not its own: tcp_established (5) = false → tcp_established (5) = true',
		'`--network-lock nftables --file-locks` sends no field 64, where each alone makes it network_lock (64) = nftables',
		'`--network-lock nftables --pid-file f` sends CRIU nothing, and each of them alone does',
	]);
});

test('an option that is refused alone says nothing', t => {
	t.deepEqual(
		requestProblems(plain, [
			{options: [lock], fields: undefined},
			{options: [lock, pid], fields: plain},
		]),
		[],
	);
});
