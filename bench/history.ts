// Measures a year of history: 365 runs of 4,000 cells, loaded from disk and rendered, and the memory that they need. A
// tenth of it is measured too, which shows whether memory grows with the number of runs.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {renderHistory} from '../harness/report/history-page.ts';
import {readEntries} from '../harness/results/history/store.ts';
import {trendOf} from '../harness/results/history/trend.ts';
import {writeYear} from '../test/fixtures/history.ts';

const goal = 2000;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

for (const nights of [36, 365]) {
	const folder = mkdtempSync(join(tmpdir(), 'netlock-bench-history-'));
	const written = writeYear(folder, nights);
	collect();
	const before = process.memoryUsage().heapUsed;
	const started = performance.now();
	const trend = trendOf(readEntries(folder));
	const loaded = performance.now();
	const page = renderHistory(trend);
	const drawn = performance.now();
	collect();
	const held = process.memoryUsage().heapUsed - before;
	const took = drawn - started;
	process.stdout.write(
		[
			`${nights} runs of ${trend.cells.length} cells, ${megabytes(written)} on disk`,
			`loaded in ${Math.round(loaded - started)} ms, drawn in ${Math.round(drawn - loaded)} ms, the page ${megabytes(page.length)}`,
			`held afterwards ${megabytes(held)}`,
			...(nights === 365 ? [`goal ${goal} ms: ${took <= goal ? 'reached' : 'missed'}`] : []),
			'',
		].join('\n'),
	);
	rmSync(folder, {recursive: true, force: true});
}
