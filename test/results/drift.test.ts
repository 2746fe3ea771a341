// An image that image.yaml does not expect: every report says so, whatever the cells show.
import test from 'ava';
import type {Results} from '../../harness/model/results.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {renderMarkdown} from '../../harness/report/markdown.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {sampleResults} from '../fixtures/results.ts';

const drifted = (): Results => {
	const results = sampleResults();
	const [first, ...rest] = results.images;
	if (!first) throw new Error('no image');
	const drift = [{what: "CRIU's default lock", expected: 'iptables', measured: 'nftables'}];
	return {...results, images: [{...first, drift}, ...rest]};
};

const renderings = {
	terminal: (results: Results) => renderSummary(results, {colour: false, width: 200, verbose: true}),
	Markdown: renderMarkdown,
	HTML: (results: Results) => renderHtml(results).replaceAll('&#39;', "'"),
};

for (const [name, render] of Object.entries(renderings)) {
	test(`${name} names the changes, and nothing without changes`, t => {
		const text = render(drifted());
		t.regex(text, /CRIU's default lock/);
		t.regex(text, /nftables(, where image\.yaml expects iptables| \|)/);
		t.notRegex(render(sampleResults()), /CRIU's default lock(:| \|)/);
	});
}
