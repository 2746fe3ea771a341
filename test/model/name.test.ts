// Results with names that every object has are refused, so that no reader finds a function in the place of a version.
import test from 'ava';
import {results} from '../../harness/model/results.ts';
import {sampleResults} from '../fixtures/results.ts';

test('no image, build, scenario or cell is named as what every object has', t => {
	const sample = sampleResults();
	t.true(results.safeParse(sample).success);
	for (const word of ['__proto__', 'constructor', 'toString']) {
		const [named, cell] = [{id: word}, {image: word, runtime: word, scenario: word}];
		const hostile = {
			...sample,
			images: sample.images.map(each => ({...each, ...named})),
			builds: sample.builds.map(each => ({...each, ...named})),
			scenarios: sample.scenarios.map(each => ({...each, ...named})),
			cells: sample.cells.slice(0, 1).map(each => ({...each, ...cell})),
		};
		const {error} = results.safeParse(hostile);
		t.deepEqual(
			[...new Set(error?.issues.map(({path}) => path.filter(each => typeof each === 'string').join('.')))],
			['images.id', 'builds.id', 'scenarios.id', 'cells.image', 'cells.runtime', 'cells.scenario'],
		);
	}
});
