// A run that proves nothing does not succeed: no cell ran, or the CRIU under test cannot dump at all.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {netlockRun} from './netlock.ts';

test('a run in which no cell ran exits with 3, and says so', async t => {
	t.timeout(120_000);
	const words = ['--image', 'debian-forky', '--runtime', 'crun', '--scenario', 'missing-tool'];
	const run = await netlockRun(...words);
	t.is(run.exit, 3);
	t.regex(run.stdout, /^NOTHING RAN {2}0 of \d+ cells? ran, in /m);
	t.regex(run.stderr, /nothing ran: 0 of \d+ cell/);
	t.is((await netlockRun(...words, '--allow-missing')).exit, 0);
});

const dead = `#!/bin/sh
case "$*" in *--version*) echo 'Version: 4.0'; exit 0 ;; esac
for word; do [ "$before" = --images-dir ] && folder=$word; before=$word; done
[ -z "$folder" ] || printf '%s\\n' 'Error (criu/tun.c:85): tun: Unable to create tun' 'Error (criu/mem.c:1): mem: Unexpected area' > "$folder/dump.log"
exit 1
`;

test('a CRIU under test that can dump nothing fails, with the line that ended it', async t => {
	t.timeout(120_000);
	const criu = join(await folderWith(t, {}), 'criu');
	await writeFile(criu, dead, {mode: 0o755});
	const {exit, results} = await netlockRun('--image', 'debian-forky', '--runtime', 'crun', '--criu', criu, '--core');
	t.is(exit, 1);
	const failed = results.cells.filter(({outcome}) => outcome !== 'skip');
	t.true(failed.length > 0);
	for (const {outcome, layer, unexpected, reason} of failed) {
		t.like({outcome, layer, unexpected}, {outcome: 'fail', layer: 'exit', unexpected: true});
		t.regex(
			reason ?? '',
			/^CRIU 4\.0 cannot dump anything on kernel .*: Error \(criu\/mem\.c:1\): mem: Unexpected area$/,
		);
	}
});
