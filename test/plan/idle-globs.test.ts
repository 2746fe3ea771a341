// Globs of known issues that match no name, and the nearest names.
import test from 'ava';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import type {KnownIssue} from '../../harness/model/known-issue.ts';
import {idleGlobs, possibleIds} from '../../harness/plan/idle-globs.ts';
import {readKnownIssues} from '../../harness/plan/known-issues.ts';
import {folderWith} from '../fixtures/folder.ts';
import {knownIssue} from '../fixtures/plan.ts';

const names = {images: ['debian-forky', 'debian-trixie'], scenarios: ['tcp-veth', 'restore-in-debian-forky']};
const idle = (match: KnownIssue['match']): string[] =>
	idleGlobs([{...knownIssue, match}], names).map(({key, glob, near}) => `${key} ${glob} → ${near ?? 'none'}`);

const matches: [KnownIssue['match'], string[]][] = [
	[{}, []],
	[{image: ['debian-*'], scenario: ['tcp-veth', 'restore-in-*']}, []],
	[{image: ['debian-forki']}, ['image debian-forki → debian-forky']],
	[{image: ['fedora-*', 'debian-*']}, ['image fedora-* → none']],
	[{image: ['debain-*']}, ['image debain-* → debian-*']],
	[{scenario: ['tcp-vet']}, ['scenario tcp-vet → tcp-veth']],
	[{scenario: ['restor-in-*']}, ['scenario restor-in-* → restore-in*']],
	[{lock: ['unset', 'nftable']}, ['lock nftable → nftables']],
	[{method: ['unset']}, ['method unset → none']],
	[{defaultLock: ['iptable']}, ['defaultLock iptable → iptables']],
	[{runtime: ['crun*', 'runc', 'crun@fix', 'crun+criu@new', '*@fix', '{crun,runc}*']}, []],
	[{runtime: ['rnc*', 'youki']}, ['runtime rnc* → none', 'runtime youki → none']],
	[{runtime: ['curn']}, ['runtime curn → crun']],
];
for (const [match, expected] of matches) {
	test(`${JSON.stringify(match)}: ${expected.join(', ') || 'all match'}`, t => {
		t.deepEqual(idle(match), expected);
	});
}

test('a scenario with destinations may have an id for each image; no file is loaded', async t => {
	const folder = await folderWith(t, {'restore-in.ts': "throw new Error('loaded');", 'notes.md': ''});
	t.deepEqual(possibleIds([folder], ['a', 'b']), ['restore-in', 'restore-in-a', 'restore-in-b']);
});

test('every glob of netlock’s own known issues matches', async t => {
	const images = (await readImages(project.images)).map(({id}) => id);
	const issues = await readKnownIssues(project.knownIssues);
	t.deepEqual(idleGlobs(issues, {images, scenarios: possibleIds([project.scenarios], images)}), []);
});
