// Results with one failing cell that has everything a panel can show: time stamps, a silent peer, the runtime's words,
// CRIU's lines.
import type {RulesetEvidence} from '../../harness/model/evidence.ts';
import type {Results} from '../../harness/model/results.ts';
import {makeCell, sampleResults} from '../fixtures/results.ts';

const stage = (name: string, at: number, lock?: string): RulesetEvidence => ({
	stage: name,
	at,
	locks: lock === undefined ? [] : [lock],
	objects: lock === undefined ? [] : ['table inet CRIU-2257c176-b047-4cf6-bb'],
});

export const timedResults = (): Results => {
	const cell = makeCell({image: 'forky', runtime: 'crun', lock: 'nftables', scenario: 'tcp-gap'});
	const [checkpoint, restore] = cell.evidence!.operations;
	const operations = [
		{
			...checkpoint!,
			began: 0,
			duration: 800,
			kernel: [stage('network-lock', 300), stage('post-dump', 700, 'nftables')],
			makers: ['criu'],
		},
		{
			...restore!,
			began: 2800,
			duration: 600,
			exit: 1,
			request: 'absent' as const,
			kernel: [
				stage('post-restore', 300, 'nftables'),
				stage('network-unlock', 400, 'nftables'),
				stage('pre-resume', 450),
			],
			said: ['error: no such option', "Try 'restore --help'"],
			cause: ['Error (criu/util.c:642): execvp("iptables-restore", ...) failed: No such file or directory'],
		},
	];
	const peer = {...cell.evidence!.peer!, longestGap: 3050, silences: [{from: 250, to: 3300}]};
	const failed = {
		...cell,
		outcome: 'fail' as const,
		unexpected: true,
		layer: 'exit' as const,
		reason: 'crun restore fails: error: no such option',
		evidence: {...cell.evidence!, operations, peer},
	};
	return {...sampleResults(), cells: [...sampleResults().cells, failed]};
};
