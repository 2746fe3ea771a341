// Cells by their ids, on real containers: a run of some cells, `--bail` at the first failure, and `rerun` with the same
// build.
import {chmodSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {netlock, netlockRun, readResults} from './netlock.ts';

/** Loses the lock that was asked for. */
const forgetful = `#!/bin/sh
for word do
	shift
	case $word in --network-lock) skip=yes; continue ;; esac
	[ -z "$skip" ] || { skip=; continue; }
	set -- "$@" "$word"
done
exec /usr/bin/crun "$@"
`;

test('cells run by their ids; --bail ends the run at the first failure; rerun runs the failed cells with their build', async t => {
	t.timeout(300_000);
	const folder = await folderWith(t, {crun: forgetful});
	chmodSync(join(folder, 'crun'), 0o755);
	const ids = ['nftables', 'skip', 'iptables'].map(lock => `debian-forky/crun@bad/${lock}/explicit-is-honoured`);
	const first = await netlockRun(...ids, '--runtime', `crun=bad@${folder}/crun`, '--bail', '1', '--jobs', '1');
	t.is(first.exit, 1, first.stderr);
	t.regex(first.stderr, /stopping after 1 unexpected outcome, as --bail says/);
	const failed = first.results.cells.filter(({unexpected}) => unexpected).map(({id}) => id);
	t.true(failed.length >= 1 && failed.length < ids.length, failed.join(' '));
	t.true(failed.every(id => ids.includes(id)));
	const out = join(await folderWith(t, {}), 'again');
	const again = await netlock('rerun', '--last-failed', '--run', first.folder, '--out', out);
	t.is(again.exit, 1, again.stderr);
	const {cells, builds} = readResults(out);
	t.deepEqual(
		cells.map(({id, layer}) => [id, layer]),
		failed.map(id => [id, 'request']),
	);
	t.like(builds, [{id: 'crun@bad', path: join(folder, 'crun')}]);
	const wrong = await netlock('rerun', 'debian-forky/crun@bad/nftable/explicit-is-honoured', '--run', first.folder);
	t.is(wrong.exit, 2);
	t.regex(wrong.stderr, /Did you mean debian-forky\/crun@bad\/nftables\/explicit-is-honoured/);
});
