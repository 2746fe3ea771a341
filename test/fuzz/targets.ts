// Everything that reads files of a sandbox, a build or a stranger, with real examples to damage.
import {readdirSync} from 'node:fs';
import {Readable} from 'node:stream';
import type fc from 'fast-check';
import {pack} from 'tar-stream';
import {compilerErrors, lackingPackages} from '../../harness/builds/compiler-errors.ts';
import {parseRuntime} from '../../harness/builds/request.ts';
import {coveringSets} from '../../harness/container/options/covering.ts';
import {optionsIn} from '../../harness/container/options/help-options.ts';
import {causes, gaveUp, lastReason} from '../../harness/evidence/criu-log.ts';
import {firewallChange, rulesInNft, rulesInSave} from '../../harness/evidence/firewall.ts';
import {withoutMethod} from '../../harness/evidence/forgotten-method.ts';
import {recordedMethod} from '../../harness/evidence/inventory.ts';
import {connectionDifferences} from '../../harness/evidence/lock/connections.ts';
import {namespaceDifferences} from '../../harness/evidence/lock/form.ts';
import {tablesInNft} from '../../harness/evidence/lock/nft-tables.ts';
import {tablesInSave} from '../../harness/evidence/lock/save-tables.ts';
import {connectionsIn} from '../../harness/evidence/lock/sockets.ts';
import {decodeRequest} from '../../harness/evidence/request.ts';
import {lockInLegacySave, lockInRules, lockInRuleset} from '../../harness/evidence/ruleset.ts';
import {lockMakers} from '../../harness/evidence/ruleset-monitor.ts';
import {socketQueues} from '../../harness/evidence/socket-queues.ts';
import {peerProgress, peerSilences, peerSoFar, workloadState} from '../../harness/evidence/transcript.ts';
import {results} from '../../harness/model/results.ts';
import {withCauses} from '../../harness/results/causes/causes.ts';
import {compare} from '../../harness/results/compare.ts';
import {parseEvent} from '../../harness/results/events.ts';
import {runPlan} from '../../harness/results/plan.ts';
import {lastWords, plainLines} from '../../harness/runtimes/messages.ts';
import {parseJson} from '../../harness/support/parse-json.ts';
import {printable, printableLines} from '../../harness/support/printable.ts';
import {safeName} from '../../harness/support/safe-name.ts';
import {untar} from '../../harness/support/untar.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';
import {plannedCell, runPlan as planOf} from '../fixtures/plan.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';
import {accepted} from './accepted.ts';
import {reportTargets} from './report-targets.ts';
import {yamlTargets} from './yaml-targets.ts';

export type Target = {
	name: string;
	/** Good input, which the fuzzer damages. */
	corpus: readonly Buffer[];
	/** Returns, or throws a NetlockError. */
	read: (input: Buffer) => unknown;
	/** How input is made from the corpus. Absent: bytes are changed. */
	spoil?: (corpus: readonly Buffer[]) => fc.Arbitrary<Buffer>;
};

const folder = new URL('../fixtures/evidence/', import.meta.url);
const examples = (kind: string, suffix = ''): Buffer[] =>
	readdirSync(new URL(kind, folder))
		.filter(name => name.endsWith(suffix))
		.sort()
		.map(name => evidenceBytes(`${kind}/${name}`));

const ofText =
	(...readers: ((text: string) => unknown)[]) =>
	(input: Buffer): void => {
		const text = input.toString('utf8');
		for (const read of readers) read(text);
	};

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const archive = pack();
for (const [name, content] of [
	['run/netlock/1/requests/1.bin', 'x'.repeat(600)],
	['cell/bundle/config.json', '{}'],
] as const) {
	archive.entry({name}, content);
}
archive.entry({name: 'link', type: 'symlink', linkname: '/etc/passwd'});
archive.finalize();
const tar = Buffer.concat(await Readable.from(archive).toArray());

const cell = makeCell({image: 'debian-trixie', runtime: 'crun', lock: 'nftables', scenario: 'tcp-veth'});
const finished = {schema: 1, run: 'r', time: '', type: 'cell-finished', cell: cell.id, result: cell};
const whole = makeResults({cells: [cell]});

const help = Buffer.from(
	'Usage: crun checkpoint [OPTION...]\n      --network-lock=LOCK  lock\n  -x, --tcp-established\n',
);

const readResults = (text: string): void => void compare(withCauses(accepted(parseJson(text, results))), whole);
const readEvent = (text: string): void => {
	const line = parseEvent(text);
	accepted('value' in line ? line.value : undefined);
};

export const targets: readonly Target[] = [
	...reportTargets,
	{name: 'request', corpus: examples('requests'), read: decodeRequest},
	{name: 'inventory', corpus: examples('inventories'), read: recordedMethod},
	{name: 'rewritten inventory', corpus: examples('inventories'), read: withoutMethod},
	{name: 'ruleset', corpus: examples('rulesets', '.ruleset'), read: ofText(lockInRuleset)},
	{name: 'rules', corpus: examples('rulesets', '.ruleset'), read: ofText(lockInRules)},
	{
		name: 'form of a lock',
		corpus: examples('rulesets', '.ruleset'),
		read: ofText(text => {
			const tables = tablesInNft(text);
			return [namespaceDifferences(tables, {ipv6: true}), connectionDifferences(tables, [], {areAll: true})];
		}),
	},
	{name: 'saved rules', corpus: examples('rulesets', '.save'), read: ofText(tablesInSave)},
	{
		name: 'sockets',
		corpus: [Buffer.from('tcp ESTAB 0 0 10.0.0.1:80 10.0.0.2:90\n')],
		read: ofText(connectionsIn),
	},
	{
		name: 'firewall',
		corpus: examples('rulesets', '.save'),
		read: ofText(lockInLegacySave, text => firewallChange(rulesInSave(text), rulesInNft(text))),
	},
	{name: 'monitor', corpus: examples('rulesets', '.txt'), read: ofText(lockMakers)},
	{
		name: 'transcript',
		corpus: examples('transcripts'),
		read: ofText(peerSoFar, peerSilences, peerProgress, workloadState),
	},
	{name: 'queues', corpus: [Buffer.from('ESTAB 0 12 10.0.0.1:80 10.0.0.2:90\n')], read: ofText(socketQueues)},
	{name: 'CRIU’s log', corpus: examples('logs'), read: ofText(causes, lastReason, gaveUp)},
	{name: 'messages', corpus: examples('logs'), read: ofText(plainLines, lastWords)},
	{name: 'compiler', corpus: examples('builds'), read: ofText(compilerErrors, lackingPackages)},
	{name: 'help', corpus: [help], read: ofText(text => coveringSets(optionsIn(text).slice(0, 50)))},
	{name: 'archive', corpus: [tar], read: input => untar(input)},
	{name: 'event', corpus: [json(finished)], read: ofText(readEvent)},
	{
		name: 'plan',
		corpus: [json(planOf('/run', [plannedCell('one')]))],
		read: ofText(text => accepted(parseJson(text, runPlan))),
	},
	{name: 'results', corpus: [json(whole)], read: ofText(readResults)},
	{
		name: 'text',
		corpus: examples('logs'),
		read: ofText(printable, printableLines, text => safeName(text, new Set())),
	},
	...yamlTargets,
	{
		name: 'build',
		corpus: [Buffer.from('crun=label@copr:a/b'), Buffer.from('runc=src:package,A=b')],
		read: ofText(parseRuntime),
	},
];
