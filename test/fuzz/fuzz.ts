// `npm run fuzz -- --seconds N [--inputs N] [--target NAME] [--seed N] [--keep]`: damaged input for every reader of
// foreign files, N seconds or inputs for each one, guided by coverage: an input that reaches new code is damaged
// further. An input that is a problem is stored in test/fuzz/found, and the unit tests try it from then on. `--keep`
// also stores inputs that reached new code.
import {mkdirSync, writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {sha256} from '../../harness/support/sha256.ts';
import {positive, rowPrinter} from '../fixtures/script.ts';
import {fileName, readCorpus, writeCorpus} from './corpus.ts';
import {startCoverage} from './coverage.ts';

const coverage = await startCoverage();
// Code that is compiled after this line is counted.
const {targets} = await import('./targets.ts');
const {tryTarget} = await import('./try-target.ts');

const {values} = parseArgs({
	options: {
		seconds: {type: 'string', default: '10'},
		inputs: {type: 'string', default: '1e12'},
		target: {type: 'string'},
		seed: {type: 'string', default: String(Date.now() % 1_000_000)},
		keep: {type: 'boolean', default: false},
	},
});
const chosen = targets.filter(({name}) => values.target === undefined || name === values.target);
if (chosen.length === 0) {
	process.stderr.write(`There is no target "${values.target}": ${targets.map(({name}) => name).join(', ')}\n`);
	process.exit(2);
}
const found = new URL('found/', import.meta.url);
const seconds = positive('seconds', values.seconds);
const most = positive('inputs', values.inputs);
const row = rowPrinter(32, 12);
const mebibytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);

process.stdout.write(`seed ${values.seed}, at most ${values.seconds} s for each target\n`);
row('target', 'inputs', 'refused', 'new code', 'slowest ms', 'memory MiB', 'problem');
for (const target of chosen) {
	const end = performance.now() + seconds * 1000;
	const {inputs, refused, slowest, kept, problem} = await tryTarget(
		{...target, corpus: [...target.corpus, ...readCorpus(target.name)]},
		count => count < most && performance.now() < end,
		{seed: Number(values.seed), mostMs: 50, coverage},
	);
	row(target.name, inputs, refused, kept.length, Math.round(slowest), mebibytes(), problem ? 'FOUND' : 'none');
	if (values.keep) writeCorpus(target.name, [...readCorpus(target.name), ...kept]);
	if (problem === undefined) continue;
	process.exitCode = 1;
	mkdirSync(found, {recursive: true});
	const name = `${fileName(target.name)}.${sha256(problem.input).slice(0, 12)}`;
	writeFileSync(new URL(name, found), problem.input);
	process.stdout.write(`  ${problem.what.split('\n').slice(0, 3).join('\n  ')}\n  kept as test/fuzz/found/${name}\n`);
}
