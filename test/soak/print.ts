// `npm run soak -- --minutes N [--image GLOB] [--scenario GLOB]`: runs the core again and again, and prints the number
// of unexpected cells, and each of them. Exit 1 if there is one, and if no cell ran.
import {rmSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {netlockRun} from '../e2e/netlock.ts';
import {positive} from '../fixtures/script.ts';

const {values} = parseArgs({
	options: {
		minutes: {type: 'string', default: '10'},
		image: {type: 'string', default: 'debian-*'},
		scenario: {type: 'string'},
	},
});
const what = values.scenario === undefined ? ['--core'] : ['--scenario', values.scenario];
const end = performance.now() + positive('minutes', values.minutes) * 60_000;
let [runs, ran, unexpected] = [0, 0, 0];
do {
	const {folder, results, exit} = await netlockRun('--image', values.image, ...what);
	runs++;
	ran += results.cells.filter(({evidence}) => evidence !== undefined).length;
	const wrong = results.cells.filter(cell => cell.unexpected);
	unexpected += wrong.length;
	for (const {id, outcome, reason} of wrong) process.stdout.write(`  ${outcome}: ${id}: ${reason ?? 'no reason'}\n`);
	process.stdout.write(`run ${runs}, exit ${exit}: ${unexpected} unexpected of ${ran} cells so far\n`);
	// The folder of a run with unexpected cells stays, for people.
	if (wrong.length === 0) rmSync(folder, {recursive: true, force: true});
	else process.stdout.write(`  kept: ${folder}\n`);
} while (performance.now() < end);
process.stdout.write(`${unexpected} unexpected outcomes of ${ran} cells in ${runs} runs\n`);
process.exitCode = unexpected === 0 && ran > 0 ? 0 : 1;
