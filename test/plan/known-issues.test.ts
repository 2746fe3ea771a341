// Known issues: which cells they cover, and what their file may say.
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
import {knownIssueFor, readKnownIssues} from '../../harness/plan/known-issues.ts';
import {folderWith} from '../fixtures/folder.ts';
import {facts, knownIssue, plannedCell} from '../fixtures/plan.ts';

const cell = plannedCell('tcp-veth', {runtime: 'crun@1.19.1'});
const today = '2026-11-25';
const covers = (match: KnownIssue['match'], at = today): boolean =>
	knownIssueFor([{...knownIssue, match}], cell, facts, at) !== undefined;

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

test('a tool that was not looked for is not taken to be missing', t => {
	t.false(covers({without: ['podman']}));
	const bare = {...facts, tools: {'iptables-restore': false}};
	t.truthy(knownIssueFor([{...knownIssue, match: {without: ['iptables-restore']}}], cell, bare, today));
});

test('an issue counts until the day before it expires', t => {
	t.true(covers({}, '2027-11-29'));
	t.false(covers({}, '2027-11-30'));
	t.false(covers({}, '2028-01-01'));
});

test('of several issues the first that covers the cell counts', t => {
	const issues = ['skip', 'unset', 'unset'].map((lock, index) => ({
		...knownIssue,
		id: `issue-${index}`,
		match: {lock: [lock]},
	}));
	t.is(knownIssueFor(issues, cell, facts, today)?.id, 'issue-1');
	t.is(knownIssueFor([], cell, facts, today), undefined);
});

test('a result refers to an issue without what it matches', t => {
	t.deepEqual(Object.keys(refer(knownIssue)), ['id', 'bug', 'reason', 'expires']);
});

const read = async (t: ExecutionContext, content: unknown): Promise<KnownIssue[]> => {
	const folder = await folderWith(t, {'known-issues.yaml': stringify(content)});
	return readKnownIssues(join(folder, 'known-issues.yaml'));
};

test('a file of well-formed issues is read as it is', async t => {
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
