// Layer 4: the transcripts of peers and workloads from real cycles.
import test from 'ava';
import {
	combined,
	peerProgress,
	peerSilences,
	peerSoFar,
	peerSummary,
	workloadState,
} from '../../harness/evidence/transcript.ts';
import {evidenceText} from '../fixtures/evidence.ts';

const intact = evidenceText('transcripts/nftables.jsonl');

test('a peer’s summary has its bytes, the error and the longest silence', t => {
	t.like(peerSummary(intact), {sent: 67584, received: 67584, corrupt: 0, error: null, longestGapMs: 279.4});
	t.like(peerSummary(evidenceText('transcripts/skip.jsonl')), {sent: 27136, received: 17920, error: 'ECONNRESET'});
});

test('there is no summary until its line is whole', t => {
	const end = intact.trimEnd().length;
	for (let length = 0; length < end; length++) {
		t.is(peerSummary(intact.slice(0, length)), undefined, `after ${length} bytes`);
	}
	t.truthy(peerSummary(intact.slice(0, end)));
});

test('the last summary counts, also when other lines follow it', t => {
	const later = intact.replaceAll('67584', '67585');
	t.is(peerSummary(intact + later)?.sent, 67585);
	t.is(peerSummary(`${intact}{"t":1358.0,"event":"pro`)?.sent, 67584);
	t.is(peerSummary(`${intact}{"t":1358.0,"event":"closed"}\n`)?.sent, 67584);
});

test('a peer that was not asked to end has its last figures, and the reason that its connection ended', t => {
	const lines = evidenceText('transcripts/skip.jsonl').trimEnd().split('\n');
	const cut = lines.filter(line => !line.includes('summary')).join('\n');
	t.deepEqual(peerSoFar(cut), {
		sent: 25600,
		received: 17920,
		corrupt: 0,
		error: 'ECONNRESET',
		longestGapMs: 546.8 - 363.6,
	});
	t.is(peerSoFar(lines[0]!), undefined);
	t.deepEqual(peerSoFar(intact), peerSummary(intact));
});

test('silences count from the start of the peer', t => {
	t.deepEqual(peerSilences(evidenceText('transcripts/skip.jsonl')).at(0), {from: 363.6, to: 546.8});
});

test('the workload’s own state has its counters', t => {
	t.deepEqual(workloadState(evidenceText('transcripts/workload-alive.state')), {
		count: 171,
		sent: 67584,
		received: 67584,
		corrupt: 0,
		error: undefined,
	});
});

test('the state has the error that ended the workload’s connection', t => {
	t.like(workloadState(evidenceText('transcripts/workload-after-skip.state')), {
		sent: 17920,
		received: 24064,
		error: 'ECONNRESET',
	});
});

test('a workload that wrote nothing has no state', t => {
	t.is(workloadState(''), undefined);
	t.is(workloadState('\n'), undefined);
	t.deepEqual(workloadState('count=3'), {count: 3, sent: 0, received: 0, corrupt: 0, error: undefined});
});

test('the progress of a peer comes from its progress lines and its summary', t => {
	t.is(peerProgress('{"t":250.1,"event":"progress","sent":1024,"received":512,"corrupt":0}')?.received, 512);
	t.is(peerProgress(intact.trimEnd().split('\n').at(-1) ?? '')?.received, 67584);
	t.is(peerProgress('{"t":3.0,"event":"connected"}'), undefined);
	t.is(peerProgress(''), undefined);
});

test('several connections count as one: bytes added up, the first error, the longest silence', t => {
	const one = {sent: 10, received: 8, corrupt: 1, error: null, longestGapMs: 5};
	const other = {sent: 20, received: 20, corrupt: 2, error: 'ECONNRESET', longestGapMs: 3};
	t.deepEqual(combined([one, other, {...one, error: 'EOF'}]), {
		sent: 40,
		received: 36,
		corrupt: 4,
		error: 'ECONNRESET',
		longestGapMs: 5,
	});
	t.is(combined([one, one]).error, null);
});
