// Documents that programs read: they match their published JSON Schemas.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv2020} from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import test from 'ava';
import {ok} from '../../harness/doctor/check.ts';
import {project} from '../../harness/model/checkout.ts';
import {compare} from '../../harness/results/compare.ts';
import {takeIn} from '../../harness/results/compatibility-rows.ts';
import {type DocumentName, documentNames, documents, documentText} from '../../harness/results/documents.ts';
import {summarize} from '../../harness/results/history/summary.ts';
import {toEntry} from '../../harness/results/history/to-entry.ts';
import {profileOf} from '../../harness/results/profile.ts';
import {bisectIn, failsFrom} from '../fixtures/bisection.ts';
import {knownIssue, plannedCell, readyBuild, readyImage} from '../fixtures/plan.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const withFormats = (ajv: Ajv2020): Ajv2020 => formats.default(ajv);

const validator = (name: DocumentName) =>
	withFormats(new Ajv2020({allErrors: true, strict: true})).compile(
		JSON.parse(readFileSync(join(project.root, 'docs/schema', `${name}.json`), 'utf8')),
	);

const sample = sampleResults();
const cell = makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'leave-running'});
const {id, image, runtime, lock, scenario} = cell;

/** One document of each kind, as a command could have made it. */
const written: Record<DocumentName, unknown> = {
	results: sample,
	event: {
		schema: 1,
		run: '2026-11-28T10-00-00-1234',
		time: '2026-11-28T10:00:00.000Z',
		type: 'cell-finished',
		cell: id,
		result: cell,
	},
	plan: {
		schema: 1,
		run: 'r1',
		started: '2026-11-28T10:00:00.000Z',
		command: 'netlock run',
		endpoint: 'unix:///engine.sock',
		engine: '28.1 (given)',
		kernel: '6.18.44',
		folder: '/r',
		jobs: 2,
		repeat: 1,
		owner: 'host:1',
		images: [readyImage(), {id: 'gone', title: 'Gone', state: 'miss', reason: 'no registry answers'}],
		builds: [readyBuild('crun', 'crun', {'debian-trixie': {libcriu: {version: '4.0', digest: 'd'}}})],
		scenarios: sample.scenarios,
		cells: [plannedCell('one', {expected: 'fail', knownIssues: [knownIssue]})],
	},
	profile: profileOf([{of: 'cell', name: id, cell: id, start: 1, took: 2, args: {started: 255, processor: 325.9}}], {
		run: 'r1',
		machine: {processor: 500, started: 40},
		netlock: 200,
	}),
	validation: {
		schema: 1,
		verdict: 'validated',
		because: '1 cell failed without the patch and passed with it',
		untried: 0,
		project: 'crun',
		before: 'no patch',
		after: 'patches: 1',
		patches: ['fix.patch'],
		repeat: 3,
		leftOut: [],
		command: 'netlock validate fix.patch',
		host: sample.host,
		netlock: sample.run.netlock,
		builds: sample.builds,
		runs: ['run-1'],
		cells: [
			{cell: 'trixie/unset/x', before: {counts: {fail: 3}, worst: cell}, tied: true, explained: false, kind: 'fixed'},
		],
	},
	bisection: {
		...(await bisectIn({builds: 5, cells: {a: failsFrom(3)}})).result,
		command: 'netlock bisect',
		kernel: '6.12',
	},
	compatibility: takeIn({schema: 1, facts: [], rows: []}, sample),
	comparison: {schema: 1, ...compare(makeResults({cells: [cell]}), makeResults({cells: [cell]}))},
	'history-index': {schema: 1, runs: [summarize(toEntry(sample))]},
	'history-run': toEntry(sample),
	'cell-list': {
		schema: 1,
		cells: [{id, image, runtime, lock, scenario, expected: 'skip', outcome: 'skip', reason: 'no iptables'}],
	},
	'scenario-list': {schema: 1, scenarios: [{id: 'tcp-veth', title: 'a connection over veth'}]},
	'image-list': {
		schema: 1,
		images: sample.images.map(({id, title, facts}) => ({id, title, state: 'built', detail: 'ready', facts})),
	},
	doctor: {schema: 1, canRun: true, summary: 'ready', groups: [{title: 'Node', checks: [ok('Node', '24.1.0')]}]},
};

for (const name of documentNames) {
	test(`${name}: the document matches its published JSON Schema, and has version 1`, t => {
		const document = JSON.parse(documentText(name, written[name]));
		const validate = validator(name);
		t.true(validate(document), JSON.stringify(validate.errors));
		t.is(document.schema, 1);
	});

	test(`${name}: the JSON Schema refuses another version, and a missing field`, t => {
		const document = JSON.parse(documentText(name, written[name]));
		const validate = validator(name);
		t.false(validate({...document, schema: 2}));
		t.false(validate({schema: 1}));
	});

	test(`${name}: a document that does not match its schema is not written`, t => {
		t.throws(() => documentText(name, {schema: 1}), {name: 'ZodError'});
		t.truthy(documents[name].title);
	});
}
