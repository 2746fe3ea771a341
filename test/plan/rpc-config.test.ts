// Which runtimes give CRIU a configuration file, by measured versions.
import test from 'ava';
import type {RuntimeName} from '../../harness/model/axes.ts';
import {handsOverNoFile} from '../../harness/plan/rpc-config.ts';
import {runtimes} from '../../harness/runtimes/runtime.ts';
import {facts} from '../fixtures/plan.ts';

const reason = (runtime: RuntimeName, crun: string, libcriu?: string) =>
	handsOverNoFile({
		runtime: runtimes[runtime],
		facts: {
			...facts,
			packages: libcriu === undefined ? {} : {libcriu2: libcriu},
			runtimes: {crun: {version: crun, digest: 'a', checkpoints: true, networkLockFlag: true}},
		},
	});

test('crun gives a file from 1.26 on, with a libcriu from 4.2 on', t => {
	t.is(reason('crun', '1.26', '4.2-1'), undefined);
	t.regex(reason('crun', '1.25.1', '4.2-1') ?? '', /^crun 1\.25\.1 hands CRIU no configuration file/);
	t.regex(reason('crun', '1.28', '4.1.1-1') ?? '', /^libcriu 4\.1\.1-1 has no call/);
});

test('if libcriu is no package of its own, CRIU’s version counts', t => {
	t.regex(reason('crun', '1.28') ?? '', /^libcriu 4\.1\.1 has no call/);
});

test('runc always gives a file', t => {
	t.is(reason('runc', '1.21', '4.1.1-1'), undefined);
});
