// The columns of the page's matrix for one image with several builds, whose names are long or short.
import test from 'ava';
import {renderHtml} from '../../harness/report/html.ts';
import {combinedResults, uniformResults} from '../fixtures/results.ts';

const matrixOf = (page: string): string => page.split('<section id="matrix"')[1]?.split('</section>')[0] ?? '';
const all = (text: string, pattern: RegExp): (string | undefined)[] =>
	Array.from(text.matchAll(pattern), ([, found]) => found);

const ofOneImage = () => {
	const results = combinedResults();
	const images = results.images.slice(0, 1);
	return {...results, images, cells: results.cells.filter(({image}) => image === images[0]?.id)};
};

test('builds with long names are numbers, and the legend before the matrix has their names in this order', t => {
	const results = ofOneImage();
	const ids = results.builds.map(({id}) => id);
	const matrix = matrixOf(renderHtml(results));
	t.true(ids.length > 2 && ids.some(id => id.length > 15));
	t.deepEqual(
		all(matrix, /class="group" title="[^"]*">([^<]*)</g),
		ids.map((_, index) => `${index + 1}`),
	);
	const [legend = '', table = ''] = matrix.split('<table');
	t.deepEqual(all(legend.split('<ol class="numbers">')[1] ?? '', /<li>([^<]*)<\/li>/g), ids);
	t.deepEqual(
		all(table, /class="group" title="([^"]*)"/g),
		ids.map(id => `${id}: ${id}`),
	);
	t.regex(table, />Image<\/th>/);
});

test('the marks of a build stand under its number', t => {
	const results = ofOneImage();
	const last = results.builds.at(-1)?.id ?? '';
	const cells = results.cells.map(cell => ({
		...cell,
		outcome: cell.runtime === last ? ('fail' as const) : ('pass' as const),
		unexpected: cell.runtime === last,
	}));
	const matrix = matrixOf(renderHtml({...results, cells}));
	t.deepEqual(
		all(matrix, /<td class="([\w -]+)">[^<\s]/g),
		results.builds.map(({id}) => (id === last ? 'fail' : 'pass')),
	);
});

test('builds with short names are no numbers, and have no legend', t => {
	const matrix = matrixOf(renderHtml(uniformResults(1, 2, ['crun', 'runc'])));
	t.deepEqual(all(matrix, /class="group" title="[^"]*">([^<]*)</g), ['crun', 'runc']);
	t.notRegex(matrix, /class="numbers"/);
});
