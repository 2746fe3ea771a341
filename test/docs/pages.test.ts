// The pages that are generated from the code are up to date.
import test from 'ava';
import {reportsTable} from './coverage.ts';
import {withPart} from './generated.ts';
import {pages, read} from './pages.ts';

test('every page is up to date: `npm run docs` would change nothing', async t => {
	for (const [page, make] of Object.entries(pages))
		t.is(read(page), await make(), `docs/${page} is stale: npm run docs`);
});

test('a report has one row, with its scenarios, grouped by what they guard of it', t => {
	const guards = [
		{report: 'containers/crun#20', phrase: 'a lock nobody asked for', file: 'one'},
		{report: 'containers/crun#20', phrase: 'a lock nobody asked for', file: 'two'},
		{report: 'containers/crun#20', phrase: 'default.conf is beaten', file: 'three'},
		{report: 'containers/crun#3', phrase: 'the option', file: 'one'},
	];
	const [, , first, second, ...more] = reportsTable(guards).split('\n');
	t.is(first, '| [crun#3](https://github.com/containers/crun/issues/3) | [one](../scenarios/one.ts): the option |');
	t.is(
		second,
		'| [crun#20](https://github.com/containers/crun/issues/20) | [one](../scenarios/one.ts), ' +
			'[two](../scenarios/two.ts): a lock nobody asked for<br>[three](../scenarios/three.ts): default.conf is beaten |',
	);
	t.deepEqual(more, []);
});

test('a page without the marks of a part is refused', t => {
	t.throws(() => withPart('# Page\n', 'reports', 'new'), {
		message: /lacks the lines <!-- reports: made by npm run docs -->/,
	});
});
