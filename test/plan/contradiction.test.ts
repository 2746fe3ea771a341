// A second method that contradicts the one that must win.
import test from 'ava';
import {lockTool} from '../../harness/model/method.ts';
import {another} from '../../harness/plan/contradiction.ts';

for (const method of ['iptables', 'nftables', 'skip'] as const) {
	test(`${method} is contradicted by another method, which needs no tool`, t => {
		t.not(another(method), method);
		t.is(lockTool[another(method)], undefined);
	});
}
