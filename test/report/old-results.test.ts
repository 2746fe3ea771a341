// Results of an older netlock lack newer fields: `netlock report` still renders them.
import test from 'ava';
import {results as schema} from '../../harness/model/results.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {renderMarkdown} from '../../harness/report/markdown.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {combinedResults, sampleResults} from '../fixtures/results.ts';

/** All fields that schema 1 allows to be absent, except for reasons and evidence. */
const addedSince = new Set([
	...['arch', 'dumps', 'libnftables', 'drift', 'passedOver', 'help', 'base', 'digest', 'made', 'path'],
	...['rounds', 'core', 'destination', 'told', 'makers', 'configFile', 'place', 'reproduce', 'durations', 'files'],
]);
/** These have always had `digest`. */
const whole = new Set(['runtimes', 'criu', 'facts']);

const older = (value: unknown, key = ''): unknown => {
	if (Array.isArray(value)) return value.map(each => older(each, key));
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(([name]) => whole.has(key) || !addedSince.has(name));
	return Object.fromEntries(kept.map(([name, each]) => [name, whole.has(name) ? each : older(each, name)]));
};

for (const [name, made] of Object.entries({sample: sampleResults(), combined: combinedResults()})) {
	test(`the ${name} without newer fields is rendered, and leaves no gap in the text`, t => {
		const old = schema.parse(older(made));
		t.true(JSON.stringify(old).length < JSON.stringify(made).length);
		const page = renderHtml(old).replace(/<script>.*<\/script>/s, '');
		for (const text of [page, renderMarkdown(old), renderSummary(old, {colour: false, width: 100, verbose: true})]) {
			t.notRegex(text, /undefined|NaN|\[object/);
		}
		t.is(renderMarkdown(old).split('\n').length, renderMarkdown(made).split('\n').length);
	});
}
