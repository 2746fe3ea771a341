// The main job, as `npm start` runs it: the core scenarios on every image, with every runtime and lock, on real
// containers.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {label} from '../../harness/engine/labels.ts';
import {netlockContainers} from './engine.ts';
import {netlockRun, type Run} from './netlock.ts';

let run: Run;

test.before('run the whole matrix', async t => {
	t.timeout(900_000);
	run = await netlockRun('--core');
});

test('every outcome is expected, and none is an error', t => {
	t.is(run.exit, 0, run.stdout);
	t.deepEqual(
		run.results.cells.filter(({outcome, unexpected}) => outcome === 'error' || unexpected),
		[],
	);
});

test('at least sixty cells run on real containers', t => {
	const ran = run.results.cells.filter(({evidence}) => (evidence?.operations.length ?? 0) > 0);
	t.true(ran.length >= 60, `${ran.length} ran`);
	t.true(ran.every(({evidence}) => evidence?.operations.every(({command}) => /^(crun|runc) /.test(command))));
});

test('every image has a measured default lock', t => {
	const defaults = Object.fromEntries(run.results.images.map(({id, facts}) => [id, facts?.criu.defaultLock]));
	t.deepEqual(defaults, {
		'debian-forky': 'iptables',
		'debian-forky-bare': 'iptables',
		'debian-forky-nftables': 'nftables',
		'debian-trixie': 'iptables',
	});
});

test('an unset lock on the twin of CentOS Stream 10 shows all four layers', t => {
	const find = (scenario: string) => {
		const cell = run.results.cells.find(({id}) => id === `debian-forky-nftables/crun/unset/${scenario}`);
		if (!cell) throw new Error(`no cell for ${scenario}`);
		return cell;
	};
	const veth = find('tcp-veth');
	t.is(veth.outcome, 'pass');
	const [checkpoint] = veth.evidence?.operations ?? [];
	t.is(checkpoint?.request, 'absent');
	t.is(checkpoint?.record, 'nftables');
	const held = checkpoint?.kernel?.find(({stage}) => stage === 'post-dump');
	t.regex(held?.objects.join() ?? '', /^table inet CRIU-/);
	const peer = veth.evidence?.peer;
	t.true((peer?.sent ?? 0) > 0);
	t.is(peer?.received, peer?.sent);
	t.is(peer?.corrupt, 0);
	t.is(peer?.error, undefined);
	const html = readFileSync(join(run.folder, 'index.html'), 'utf8');
	t.regex(html, /table inet CRIU-/);
});

test('runc gets its lock from CRIU’s configuration, crun by its flag, and the cells say so', t => {
	const told = new Set(
		run.results.cells
			.filter(({lock, told}) => lock === 'nftables' && told)
			.map(({runtime, told}) => `${runtime} ${told}`),
	);
	t.deepEqual([...told].sort(), ['crun flag', 'runc config']);
});

test('the terminal shows the number of cells and the path of the report', t => {
	t.regex(run.stdout, /^OK {2}\d+ of \d+ cells ran: all as expected/m);
	t.regex(run.stdout, /^Report: .*index\.html, matrix\.md/m);
});

test('no container is left behind', async t => {
	t.deepEqual(await netlockContainers(label.run, run.results.run.id), []);
});
