// Builds under test, beside the image's own packages, in the reports.
import test from 'ava';
import {results as schema} from '../../harness/model/results.ts';
import {ownRuntimes, partsUnderTest, shortVersion} from '../../harness/report/builds.ts';
import {headline} from '../../harness/report/headline.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {renderMarkdown} from '../../harness/report/markdown.ts';
import {combinedResults, sampleResults} from '../fixtures/results.ts';

const combined = combinedResults();
const text = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('the fixture matches the schema', t => {
	t.deepEqual(schema.parse(combined), combined);
});

test('a part in two columns is listed once, with its version in each image', t => {
	const parts = partsUnderTest(combined.builds);
	t.deepEqual(
		parts.map(({id, from, places}) => [id, from, places.map(({image, version}) => `${image} ${version}`)]),
		[
			['criu@new', 'tree /src/criu', ['trixie 4.3', 'forky 4.3']],
			['crun@fix', 'binary /src/crun', ['trixie 1.29', 'forky 1.29']],
		],
	);
	t.like(parts[0]?.places[1], {digest: 'forky-4.3', defaultLock: 'nftables', patchset: 'b6'.repeat(32)});
	t.is(parts[1]?.places[0]?.digest, 'f1'.repeat(32));
});

test('if the same CRIU ran in other images with another runtime, all of them are listed', t => {
	const [package_, withCriu, , both] = combined.builds;
	const only = (build: typeof both, image: string) => ({
		...build!,
		criu: {...build!.criu!, versions: {[image]: 'Version: 4.3'}},
	});
	const parts = partsUnderTest([package_!, only(withCriu, 'trixie'), only(both, 'forky')]);
	t.deepEqual(
		parts.find(({id}) => id === 'criu@new')?.places.map(({image}) => image),
		['trixie', 'forky'],
	);
});

test('an image’s own runtime is named once, also with several columns', t => {
	t.deepEqual([...ownRuntimes(combined.builds, 'trixie')], [['crun', '1.21']]);
	t.is(shortVersion('Version: 4.3'), '4.3');
});

test('the headline names the CRIU of a column under test', t => {
	t.deepEqual(
		headline(combined)[0]?.entries.map(({criu}) => criu?.defaultLock),
		[undefined, 'nftables', undefined, 'nftables'],
	);
	t.regex(text(renderHtml(combined)), /1\.21 with CRIU 4\.3, nftables by default/);
	t.regex(renderMarkdown(combined), /✅ yes \(1\/1\)<br>CRIU 4\.3, nftables by default/);
});

test('a table has the origins of builds and their digests; without builds there is no table', t => {
	const section = renderHtml(combined).split('<section id="builds">')[1]?.split('</section>')[0] ?? '';
	t.regex(text(section), /crun@fix binary \/src\/crun trixie 1\.29 f1f1f1f1f1f1 forky 1\.29 f1f1f1f1f1f1 $/);
	t.regex(section, new RegExp(`title="${'b6'.repeat(32)}"`));
	t.regex(
		renderMarkdown(combined),
		/\| criu@&#8203;new<br>tree \/src\/criu \| `forky` \| 4\.3, nftables by default \| `forky-4\.3` \| `a5a5a5a5a5a5` \| `b6b6b6b6b6b6` \|/,
	);
	t.notRegex(renderMarkdown(sampleResults()), /Builds under test/);
	t.notRegex(renderHtml(sampleResults()), /Builds under test/);
});

test('in Markdown a long name has its own row, beside its marks', t => {
	const rows = renderMarkdown(combined).split('\n');
	t.true(rows.includes('|  | crun@&#8203;fix+criu@&#8203;new | ✅ | ✅ |'));
	t.true(rows.includes('| a container left running is unlocked again | crun | ✅ | ✅ |'));
});
