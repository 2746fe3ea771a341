// Which cells a validation runs, in which build, how often, and its document. The outcomes of the runs are given.
import test from 'ava';
import type {Outcome} from '../../harness/model/axes.ts';
import type {ScenarioResult} from '../../harness/model/results.ts';
import {validationMarkdown} from '../../harness/report/validation.ts';
import {validation} from '../../harness/results/validation.ts';
import {mergeRounds} from '../../harness/run/rounds.ts';
import type {runMatrix} from '../../harness/run/run.ts';
import type {Question} from '../../harness/validate/question.ts';
import {type ValidateOptions, validate} from '../../harness/validate/validate.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';

const image = 'debian-forky';
const scenarioOf = (id: string, changes: Partial<ScenarioResult> = {}): ScenarioResult => ({
	id,
	title: id,
	file: `scenarios/${id}.ts`,
	reports: [],
	...changes,
});
const scenarios = [
	scenarioOf('core', {core: true}),
	scenarioOf('guards', {reports: ['containers/crun#1627']}),
	scenarioOf('way', {smoke: true}),
	scenarioOf('other'),
	scenarioOf('broken'),
];

/** The outcome of a cell in a round, from 0. */
type Behaviour = (round: number) => Outcome;
type World = Record<string, Partial<Record<'before' | 'after', Behaviour>>>;

const question: Question = {
	project: 'crun',
	before: {source: 'source package', patches: []},
	after: {source: 'source package', patches: [{name: 'fix.patch', content: Buffer.from('--- a\n')}]},
	patches: [{name: 'fix.patch', content: Buffer.from('--- a\n')}],
	runtime: {source: 'package', id: 'crun', runtime: 'crun'},
	criu: {source: 'package', id: 'criu'},
	libcrius: [{source: 'package', id: 'libcriu'}],
	hasSample: false,
	selection: {images: [image], locks: ['unset'], scenarios: []},
	reports: new Set(['containers/crun#1627']),
	all: false,
	repeat: 3,
	leftOut: ['other images'],
};

/** Validates, and returns the cells of each run: `side scenario ×rounds`. Cells pass unless the test says otherwise. */
const validateIn = async (world: World, changes: Partial<Question> = {}, more: Partial<ValidateOptions> = {}) => {
	const runs: string[][] = [];
	const purposes: string[] = [];
	const rounds = new Map<string, number>();
	const run: typeof runMatrix = async ({builds, isWanted, repeat = 1}, {out = ''}) => {
		const planned = builds.flatMap(({id: runtime}) =>
			scenarios.map(scenario => ({scenario, cell: {image, runtime, lock: 'unset' as const, scenario: scenario.id}})),
		);
		const kept = planned.filter(
			({scenario, cell}) => isWanted?.({...cell, id: 'planned', expected: 'pass', knownIssues: []}, scenario) ?? true,
		);
		const sideOf = (runtime: string) => (runtime.includes('@after') ? 'after' : 'before');
		runs.push(kept.map(({cell}) => `${sideOf(cell.runtime)} ${cell.scenario} ×${repeat}`));
		const cells = kept.flatMap(({cell}) => {
			const results = Array.from({length: repeat}, () => {
				const key = `${cell.runtime} ${cell.scenario}`;
				const round = rounds.get(key) ?? 0;
				rounds.set(key, round + 1);
				const outcome = world[cell.scenario]?.[sideOf(cell.runtime)]?.(round) ?? 'pass';
				return makeCell(cell, {outcome, unexpected: outcome === 'fail'});
			});
			return mergeRounds(results) ?? [];
		});
		return {results: makeResults({scenarios, cells}), folder: out, reports: []};
	};
	const options: ValidateOptions = {
		engine: {dockerHost: undefined, home: '/nowhere', mirrors: new Map()},
		jobs: 1,
		out: '/out',
		command: 'netlock validate fix.patch',
		signal: new AbortController().signal,
		onRun: purpose => purposes.push(purpose),
		...more,
	};
	return {document: await validate({...question, ...changes}, options, run), runs, purposes};
};

const fails: Behaviour = () => 'fail';

test('the build with the patch runs the core and the named cells first, then the failures, then the deciding cells', async t => {
	const {document, runs, purposes} = await validateIn({other: {before: fails}});
	t.deepEqual(runs, [
		[
			...['core', 'guards', 'way', 'other', 'broken'].map(scenario => `before ${scenario} ×1`),
			'after core ×1',
			'after guards ×1',
			'after way ×1',
		],
		['after other ×1'],
		['before other ×2', 'after other ×2'],
	]);
	t.is(purposes.length, 3);
	t.is(document.verdict, 'validated');
	t.is(document.untried, 1);
	t.deepEqual(
		document.causes?.map(({party, before, after}) => [party, before, after]),
		[['CRIU', 1, 0]],
	);
	t.deepEqual(document.runs, ['run-1', 'run-2', 'run-3']);
	t.like(
		document.cells.find(({cell}) => cell === `${image}/unset/other`),
		{kind: 'fixed', tied: false, before: {counts: {fail: 3}}, after: {counts: {pass: 3}}},
	);
	t.true(document.cells.find(({cell}) => cell.endsWith('guards'))?.tied);
	t.false(document.cells.some(({cell}) => cell.endsWith('broken')));
});

test('an old libcriu is a part of both sides, and of a cell’s name; a libcriu under test replaces it', async t => {
	const {runs, document} = await validateIn({core: {before: fails}}, {hasSample: true});
	t.is(runs[0]?.filter(cell => cell === 'before core ×1').length, 2);
	t.is(runs[0]?.filter(cell => cell === 'after core ×1').length, 2);
	const names = document.cells.map(({cell}) => cell);
	t.true(names.includes(`${image}/unset/core`));
	t.true(names.includes(`${image}+libcriu@debian-bookworm/unset/core`));
	const named = {hasSample: false, libcrius: [{source: 'image', image: 'sid', id: 'libcriu@sid'}]} as const;
	const {document: other} = await validateIn({core: {before: fails}}, named);
	t.true(other.cells.every(({cell}) => cell.startsWith(`${image}+libcriu@sid/`)));
});

test('a cell that is an error without the patch runs with it too', async t => {
	const {runs, document} = await validateIn({broken: {before: () => 'error'}});
	t.true(runs[1]?.includes('after broken ×1'));
	t.is(document.verdict, 'inconclusive');
});

test('with --all every cell runs on both sides at once', async t => {
	const {runs, document} = await validateIn({}, {all: true});
	t.is(runs.length, 1);
	t.is(runs[0]?.length, 10);
	t.is(document.untried, 0);
});

test('without a difference, nothing runs again', async t => {
	const {runs, document} = await validateIn({});
	t.is(runs.length, 1);
	t.is(document.verdict, 'inconclusive');
});

test('with one round, nothing runs again', async t => {
	const {runs, document} = await validateIn({core: {after: fails}}, {repeat: 1});
	t.is(runs.length, 1);
	t.is(document.verdict, 'regresses');
});

test('a difference that later rounds do not show is flaky', async t => {
	const {document} = await validateIn({core: {before: round => (round === 0 ? 'fail' : 'pass')}});
	t.is(document.verdict, 'inconclusive');
	t.is(document.cells[0]?.kind, 'flaky');
});

test('the document matches its schema, and has everything that the report needs', async t => {
	const {document} = await validateIn({guards: {before: fails}});
	t.deepEqual(validation.parse(JSON.parse(JSON.stringify(document))), document);
	t.like(document, {
		schema: 1,
		project: 'crun',
		before: "crun from the image's source package",
		patches: ['fix.patch'],
		leftOut: ['other images'],
		command: 'netlock validate fix.patch',
		netlock: '0.1.0',
	});
	t.regex(document.after, /^crun from the image's source package with one patch \([0-9a-f]{12}\)$/);
	t.regex(document.patchset ?? '', /^[0-9a-f]{64}$/);
});

test('an interrupted validation has no verdict', async t => {
	const controller = new AbortController();
	const run: typeof runMatrix = async () => {
		controller.abort(new Error('interrupted'));
		return {results: makeResults(), folder: '/out/run-1', reports: []};
	};
	const engine = {dockerHost: undefined, home: '/nowhere', mirrors: new Map()};
	const options = {engine, jobs: 1, out: '/out', command: '', signal: controller.signal};
	await t.throwsAsync(validate(question, options, run), {message: 'interrupted'});
});

test('the document has the settings of netlock.yaml, and no settings without the file', async t => {
	const project = {file: 'netlock.yaml', settings: ['known-issues: ours.yaml', '--lock nftables']};
	const {document} = await validateIn({}, {}, {project});
	t.deepEqual(validation.parse(document).projectFile, project);
	t.regex(validationMarkdown(document), /from netlock\.yaml: known-issues: ours\.yaml --lock nftables/);
	const {document: without} = await validateIn({});
	t.false('projectFile' in without);
	t.notRegex(validationMarkdown(without), /netlock\.yaml/);
});
