// The stages of action scripts, in their order, and each as often as CRIU runs it.
import test from 'ava';
import {Disagreement} from '../../../harness/container/errors.ts';
import {scriptsLayer} from '../../../harness/container/layers/action-scripts.ts';
import {operationOf} from '../../fixtures/cell-context.ts';

const ranAt = (...stages: string[]) =>
	scriptsLayer(operationOf({kernel: stages.map(stage => ({stage, locks: [], objects: []}))})).ranAt;

test('stages in their order agree, whatever the command finds afterwards', t => {
	t.notThrows(() => ranAt('network-lock', 'post-dump', 'after')('network-lock', 'post-dump'));
});

test('a script that ran twice, too early or not at all disagrees', t => {
	for (const stages of [['post-restore', 'network-unlock', 'network-unlock'], ['network-unlock', 'post-restore'], []]) {
		t.throws(() => ranAt(...stages)('post-restore', 'network-unlock'), {
			instanceOf: Disagreement,
			message: /were to run at post-restore, network-unlock, but ran at/,
		});
	}
});
