// The profile of a run: from this process, from AVA's, and from the kernel's counters.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {type Profile, profile} from '../../harness/results/profile.ts';
import {phaseLog, readStat, startProfile} from '../../harness/run/profile.ts';
import {phase} from '../../harness/support/phases.ts';
import {folderWith} from '../fixtures/folder.ts';

test('processor time is all time that is not idle, in milliseconds; processes are counted since the boot', t => {
	const stat = 'cpu  100 20 30 9000 800 7 5 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\nctxt 1\nprocesses 4711\n';
	t.deepEqual(readStat(stat), {processor: 1620, started: 4711});
});

test('a profile has the phases of both processes, and leaves no other file behind', async t => {
	const folder = await folderWith(t, {});
	const profiling = startProfile();
	await phase('images', async () => {});
	phaseLog(folder)({of: 'cell', name: 'one', cell: 'one', start: Date.now(), took: 3});
	const file = profiling.write(folder, 'r1');
	const written: Profile = profile.parse(JSON.parse(readFileSync(file, 'utf8')));
	const names = written.traceEvents.flatMap(({ph, name}) => (ph === 'X' ? [name] : []));
	t.deepEqual(names.toSorted(), ['images', 'one', 'start Node and load netlock']);
	t.is(written.otherData.run, 'r1');
	t.true(written.otherData.netlock > 0);
	t.false(existsSync(join(folder, 'phases.jsonl')));
});
