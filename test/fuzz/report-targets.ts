// Everything that shows results, which may be somebody else's.
import {type Results, results as schema} from '../../harness/model/results.ts';
import {renderBugReport} from '../../harness/report/bug/bug-report.ts';
import {comparisonMarkdown, renderComparison} from '../../harness/report/comparison.ts';
import {formatNames, formats} from '../../harness/report/formats.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {withCauses} from '../../harness/results/causes/causes.ts';
import {compare} from '../../harness/results/compare.ts';
import {parseJson} from '../../harness/support/parse-json.ts';
import {makeResults, sampleResults} from '../fixtures/results.ts';
import {accepted} from './accepted.ts';
import {spoiltLeaves} from './hostile-results.ts';
import type {Target} from './targets.ts';

const sample = sampleResults();
/** A page of many cells takes longer than the limit for one input. */
const small = makeResults({cells: sample.cells.slice(0, 6)});

/** Text that controls a terminal, or changes the direction of text: no output may contain it. */
const steers = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069]/u;

const inert = (shown: string | undefined): void => {
	const found = steers.exec(shown ?? '');
	if (found)
		throw new Error(
			`shows \\u${found[0].charCodeAt(0).toString(16)}: ${JSON.stringify(shown?.slice(found.index - 40, found.index + 20))}`,
		);
};

const ofResults = (name: string, render: (results: Results) => string | undefined): Target => ({
	name: `shown: ${name}`,
	corpus: [Buffer.from(JSON.stringify(small))],
	spoil: spoiltLeaves,
	read: input => inert(render(withCauses(accepted(parseJson(input.toString(), schema))))),
});

const renderers = await Promise.all(formatNames.map(async name => [name, await formats[name].load()] as const));

export const reportTargets: readonly Target[] = [
	...renderers.map(([name, render]) => ofResults(name, render)),
	ofResults('terminal', results => renderSummary(results, {colour: false, width: 80, verbose: true})),
	ofResults('comparison', results => renderComparison(compare(results, small), true)),
	ofResults('comparison as Markdown', results => comparisonMarkdown(compare(small, results))),
	ofResults('bug report', results => results.cells.map(cell => renderBugReport(cell, results)).join('\n')),
];
