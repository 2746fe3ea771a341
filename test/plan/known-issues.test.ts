// Known issues: which cells they cover, and the fields of their file.
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import picomatch from 'picomatch';
import {stringify} from 'yaml';
import {readImages} from '../../harness/images/definition.ts';
import {locks, runtimeNames} from '../../harness/model/axes.ts';
import {project} from '../../harness/model/checkout.ts';
import {type KnownIssue, refer} from '../../harness/model/known-issue.ts';
import {FileInvalid} from '../../harness/model/read-yaml.ts';
import {readScenarios} from '../../harness/plan/catalog.ts';
import {type Covered, knownIssuesFor, readKnownIssues} from '../../harness/plan/known-issues.ts';
import {folderWith} from '../fixtures/folder.ts';
import {facts, knownIssue, plannedCell} from '../fixtures/plan.ts';

const cell = plannedCell('tcp-veth', {runtime: 'crun@1.19.1'});
const today = '2026-11-25';
const older = {...facts, criu: {...facts.criu, version: '4.0'}, tools: {'iptables-restore': false}};
const covered: Covered = {
	cell,
	facts: {
		...facts,
		packages: {libcriu2: '4.0-1', nftables: '1.1.3-1'},
		criu: {...facts.criu, can: {'dump-inet-socket': false}},
	},
	has: ['inet-socket', 'lasting-network'],
	destination: older,
};
const covers = (match: KnownIssue['match'], at = today): boolean =>
	knownIssuesFor([{...knownIssue, match}], covered, at).length > 0;

const covering = test.macro({
	exec(t, match: KnownIssue['match'], expected: boolean) {
		t.is(covers(match), expected);
	},
	title: (_, match, expected) => `${JSON.stringify(match)} ${expected ? 'covers' : 'does not cover'} the cell`,
});
test(covering, {}, true);
test(covering, {image: ['debian-*']}, true);
test(covering, {image: ['fedora-*', 'debian-trixie']}, true);
test(covering, {image: ['debian-forky*']}, false);
test(covering, {runtime: ['crun']}, false);
test(covering, {runtime: ['crun*']}, true);
test(covering, {lock: ['unset']}, true);
test(covering, {lock: ['iptables', 'nftables']}, false);
test(covering, {scenario: ['tcp-*']}, true);
test(covering, {scenario: ['tcp-loopback']}, false);
test(covering, {criu: '<4.2'}, true);
test(covering, {criu: '>=4.2'}, false);
test(covering, {kernel: '>=6.16'}, true);
test(covering, {kernel: '<6.16'}, false);
test(covering, {defaultLock: ['iptables']}, true);
test(covering, {defaultLock: ['nftables']}, false);
test(covering, {without: ['iptables-restore']}, false);
test(covering, {image: ['debian-*'], lock: ['skip']}, false);
test(covering, {crun: '>=1.21 <1.22'}, true);
test(covering, {crun: '>=1.19 <1.20'}, false);
test(covering, {runc: '>=1.2'}, false);
test(covering, {libcriu: '<4.1'}, true);
test(covering, {libcriu: '>=4.1'}, false);
test(covering, {packages: {nftables: '<=1.1.3'}}, true);
test(covering, {packages: {nftables: '>=1.1.7'}}, false);
test(covering, {packages: {podman: '>=1'}}, false);
test(covering, {cannot: ['dump-inet-socket']}, true);
test(covering, {has: ['inet-socket']}, true);
test(covering, {has: ['lasting-network', 'inet-socket']}, true);
test(covering, {has: ['inet-socket', 'own-firewall']}, false);
test(covering, {with: ['iptables-restore']}, true);
test(covering, {destination: {criu: '<4.1', without: ['iptables-restore']}}, true);
test(covering, {destination: {criu: '>=4.1'}}, false);

test('an issue without a scenario covers cells by their behaviours', async t => {
	const issues = await readKnownIssues(project.knownIssues);
	const ofIssue = (has: Covered['has'], can: boolean) =>
		knownIssuesFor(
			issues,
			{cell: plannedCell('brand-new'), facts: {...facts, criu: {...facts.criu, can: {'dump-inet-socket': can}}}, has},
			today,
		).map(({id}) => id);
	t.deepEqual(ofIssue(['inet-socket'], false), ['criu-inet-sockets-on-new-kernels']);
	t.deepEqual(ofIssue(['inet-socket'], true), [], 'a backport, or a development tree of the same version');
	t.deepEqual(ofIssue(undefined, false), []);
});

test('a missing probe, and a missing destination, cover nothing', t => {
	const {destination: _, ...here} = covered;
	t.deepEqual(knownIssuesFor([{...knownIssue, match: {destination: {}}}], here, today), []);
	t.deepEqual(knownIssuesFor([{...knownIssue, match: {cannot: ['dump-inet-socket']}}], {cell, facts}, today), []);
});

test('a tool that nobody looked for does not count as missing', t => {
	t.false(covers({without: ['podman']}));
	const bare = {...facts, tools: {'iptables-restore': false}};
	t.is(knownIssuesFor([{...knownIssue, match: {without: ['iptables-restore']}}], {cell, facts: bare}, today).length, 1);
});

test('an issue counts until the day before it expires', t => {
	t.true(covers({}, '2027-11-29'));
	t.false(covers({}, '2027-11-30'));
	t.false(covers({}, '2028-01-01'));
});

test('all issues that cover the cell count, in their order', t => {
	const issues = ['skip', 'unset', 'unset'].map((lock, index) => ({
		...knownIssue,
		id: `issue-${index}`,
		match: {lock: [lock]},
	}));
	t.deepEqual(
		knownIssuesFor(issues, covered, today).map(({id}) => id),
		['issue-1', 'issue-2'],
	);
});

test('the result of a cell has a known issue without its `match`', t => {
	t.deepEqual(Object.keys(refer(knownIssue)), ['id', 'bug', 'reason', 'expires']);
});

const read = async (t: ExecutionContext, content: unknown): Promise<KnownIssue[]> => {
	const folder = await folderWith(t, {'known-issues.yaml': stringify(content)});
	return readKnownIssues(join(folder, 'known-issues.yaml'));
};

test('a file of well-formed issues is read unchanged', async t => {
	t.deepEqual(await read(t, [knownIssue]), [knownIssue]);
});

const refused = test.macro({
	async exec(t, changes: object, named: RegExp) {
		const error = await t.throwsAsync(read(t, [{...knownIssue, ...changes}]), {instanceOf: FileInvalid});
		t.regex(error.message, named);
		t.regex(error.message, /docs\/reading-a-verdict\.md/);
	},
	title: (_, changes) => `an issue with ${JSON.stringify(changes)} is refused by name`,
});
test(refused, {match: {criu: '4.2'}}, /must be a version range/);
test(refused, {match: {distro: ['x']}}, /distro/);
test(refused, {match: {crun: '1.19'}}, /must be a version range/);
test(refused, {match: {has: ['sockets']}}, /match\.has/);
test(refused, {match: {cannot: ['swim']}}, /match\.cannot/);
test(refused, {match: {destination: {scenario: ['x']}}}, /match\.destination/);
test(refused, {match: {image: []}}, /match\.image/);
test(refused, {outcome: 'fails'}, /outcome/);
test(refused, {layer: 'log'}, /layer/);
test(refused, {bug: '1627'}, /bug/);
test(refused, {expires: 'next year'}, /expires/);
test(refused, {expires: '2027-02-30'}, /expires/);
test(refused, {reason: ''}, /reason/);
test(refused, {id: 'An issue'}, /id/);
test(refused, {note: 'x'}, /note/);

test('every known issue of the project names images, scenarios, runtimes and locks that exist, once', async t => {
	const issues = await readKnownIssues(project.knownIssues);
	const images = (await readImages(project.images)).map(({id}) => id);
	const scenarios = (await readScenarios(project.scenarios, images)).map(({id}) => id);
	t.is(new Set(issues.map(({id}) => id)).size, issues.length);
	for (const {id, match} of issues) {
		for (const [globs = [], names] of [
			[match.image, images],
			[match.scenario, scenarios],
			[match.runtime, runtimeNames],
			[match.lock, locks],
			[match.defaultLock, locks],
		] as const) {
			for (const glob of globs)
				t.true(
					names.some(name => picomatch.isMatch(name, glob)),
					`${id}: ${glob}`,
				);
		}
	}
});
