// The verdict on a patch, as it is shown.
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {renderValidation, validationMarkdown} from '../../harness/report/validation.ts';
import type {CellPair, Validation} from '../../harness/results/validation.ts';
import {judgePatch} from '../../harness/validate/judge-patch.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';

const cell = (scenario: string, changes: Partial<CellResult> = {}): CellResult =>
	makeCell({image: 'debian-trixie', runtime: 'crun@before', lock: 'unset', scenario}, changes);
const failing = {outcome: 'fail', unexpected: true, layer: 'request', reason: 'it | sent <iptables>'} as const;
const issue = {id: 'old-bug', bug: 'containers/crun#1', reason: 'old', expires: '2027-01-01'};

const pair = (scenario: string, before: CellResult, after: CellResult, changes: Partial<CellPair> = {}): CellPair => ({
	cell: `debian-trixie/unset/${scenario}`,
	before: {counts: {[before.outcome]: 3}, worst: before},
	after: {counts: {[after.outcome]: 3}, worst: after},
	tied: false,
	explained: false,
	otherwise: false,
	...changes,
});

const fixed = pair('fixed-one', cell('fixed-one', failing), cell('fixed-one'));
const named = pair('named-one', cell('named-one', failing), cell('named-one'), {tied: true});
const known = cell('known-one', {...failing, unexpected: false, knownIssue: issue});
const old = pair('known-one', known, known, {explained: true});

const leak = {...issue, id: 'leak'};
const past = pair(
	'past-one',
	known,
	cell('past-one', {...failing, unexpected: false, layer: 'kernel', reason: 'left behind', knownIssue: leak}),
	{explained: true, otherwise: true, tied: true},
);
const other = pair(
	'other-one',
	cell('other-one', failing),
	cell('other-one', {...failing, layer: 'exit', reason: 'no'}),
	{
		otherwise: true,
	},
);

const validation = (pairs: readonly CellPair[], changes: Partial<Validation> = {}): Validation => ({
	schema: 1,
	...judgePatch(pairs),
	project: 'crun',
	before: "crun from the image's source package",
	after: "crun from the image's source package with one patch",
	patches: ['fix_the|lock.patch'],
	repeat: 3,
	untried: 7,
	leftOut: ['images other than debian-forky'],
	command: 'bin/netlock validate /home/me/fix.patch --source src:/home/me/crun --criu ../criu/criu',
	parts: ['debian-trixie, with: crun 1.21 (sha256 aaaaaaaaaaaa)'],
	host: makeResults().host,
	netlock: '0.1.0',
	builds: [],
	runs: ['run-1'],
	...changes,
});

test('the last line in a terminal is the verdict', t => {
	const lines = renderValidation(validation([fixed]), {report: 'out/verdict.md'})
		.trimEnd()
		.split('\n');
	t.regex(lines.at(-1) ?? '', /^VALIDATED: 1 cell failed without the patch and passed with it/);
	t.is(lines.at(-2), 'For a pull request: out/verdict.md');
});

test('the first line for a pull request is the verdict', t => {
	t.regex(validationMarkdown(validation([fixed])).split('\n')[0] ?? '', /^\*\*✅ validated\*\*: 1 cell failed/);
	t.regex(validationMarkdown(validation([])).split('\n')[0] ?? '', /^\*\*❔ inconclusive\*\*/);
});

test('every verdict for a pull request names its assumptions', t => {
	for (const pairs of [[fixed], []]) {
		t.regex(validationMarkdown(validation(pairs)), /^The verdict holds for code that does not try to deceive: .+\.$/m);
	}
});

test('every cell that decides has a row with both counts, and cells that the patch names come first', t => {
	const rows = validationMarkdown(validation([fixed, named]))
		.split('\n')
		.filter(line => line.startsWith('| fixed'));
	t.is(rows.length, 2);
	t.regex(rows[0] ?? '', /named-one` \| failed 3 of 3 \| passed 3 of 3 \| .*; named by the patch/);
});

test('the evidence of one cell is folded, for both builds', t => {
	const text = validationMarkdown(validation([fixed]));
	const [, inside = ''] =
		/<summary>Evidence: debian-trixie\/unset\/fixed-one<\/summary>(.*?)<\/details>/s.exec(text) ?? [];
	t.true(inside.includes('**without the patch**: failed 3 of 3'));
	t.true(inside.includes('**with the patch**: passed 3 of 3'));
	t.true(inside.includes('| checkpoint |'));
});

test('hostile text cannot break out of its place', t => {
	const text = validationMarkdown(validation([fixed]));
	t.false(text.includes('<iptables>'));
	t.true(text.includes('it \\| sent &lt;iptables&gt;'));
	t.true(text.includes(String.raw`<code>fix\_the\|lock.patch</code>`));
	const steering = pair('x', cell('x', {...failing, reason: 'red \u001b[31m\nVALIDATED: no'}), cell('x'));
	const lines = renderValidation(validation([steering])).split('\n');
	t.false(lines.some(line => line.startsWith('VALIDATED: no') || line.includes('\u001b')));
});

test('cells that known issues explain are one line for each issue, and no line for each cell', t => {
	const text = renderValidation(validation([fixed, old, {...old, cell: 'debian-trixie/skip/known-one'}]));
	t.true(text.includes('as known issues say: old-bug (2)'));
	t.false(text.includes('known-one'));
});

test('the report says what was left out', t => {
	for (const text of [renderValidation(validation([fixed])), validationMarkdown(validation([fixed]))]) {
		t.true(text.includes('left out: 7 cells that passed without the patch; --all runs these with it too'));
		t.true(text.includes('left out: images other than debian-forky'));
	}
});

test('of very many cells some are listed and the rest is counted', t => {
	const many = Array.from({length: 30}, (_, index) => pair(`cell-${index}`, cell('x', failing), cell('x')));
	t.true(renderValidation(validation(many)).includes('  and 25 more\n'));
	t.false(renderValidation(validation(many), {verbose: true}).includes(' more\n'));
	t.regex(renderValidation(validation(many), {verbose: true}), /cell-29\n/);
	t.true(validationMarkdown(validation(many)).includes('and 10 more'));
});

test('a cell that fails otherwise is shown with both reasons, and never as known', t => {
	for (const text of [renderValidation(validation([other])), validationMarkdown(validation([other]))]) {
		t.regex(text, /fail(?:ed)? otherwise/);
		t.regex(text, /without: request: it .* sent/);
		t.regex(text, /with: exit: no/);
		t.notRegex(text, /known issue old-bug/);
	}
});

test('the line of a cell that got past a known issue says so, and names its new failure', t => {
	const text = renderValidation(validation([past]));
	t.regex(text, /gets past old-bug, now fails as known issue leak says, named by the patch/);
	t.regex(text, /VALIDATED: 1 cell got past what the patch names/);
});

test('a pull request shows every part that decides, and no path of this machine', t => {
	const reproduce = 'bin/netlock shell debian-trixie --runtime crun=/var/lib/netlock/builds/x/crun --lock unset';
	const told = pair('fixed-one', cell('fixed-one', {...failing, reproduce}), cell('fixed-one'));
	const text = validationMarkdown(validation([told]));
	t.regex(text, /- debian-trixie, with: crun 1\.21 \(sha256 aaaaaaaaaaaa\)/);
	t.regex(text, /netlock validate fix\.patch --source src:crun --criu criu/);
	t.notRegex(text, /\/home|\/var\/lib|\.\.\//);
});
