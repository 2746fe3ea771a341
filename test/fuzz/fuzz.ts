// `npm run fuzz -- --seconds N [--target NAME] [--seed N]`: spoilt input for everything that reads what others wrote, N seconds
// for each reader. An input that is trouble is kept in test/fuzz/found, where the unit tests try it from then on.
import {mkdirSync, writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {sha256} from '../../harness/support/sha256.ts';
import {positive, rowPrinter} from '../fixtures/script.ts';
import {targets} from './targets.ts';
import {tryTarget} from './try-target.ts';

const {values} = parseArgs({
	options: {
		seconds: {type: 'string', default: '10'},
		target: {type: 'string'},
		seed: {type: 'string', default: String(Date.now() % 1_000_000)},
	},
});
const chosen = targets.filter(({name}) => values.target === undefined || name === values.target);
if (chosen.length === 0) {
	process.stderr.write(`There is no target "${values.target}": ${targets.map(({name}) => name).join(', ')}\n`);
	process.exit(2);
}
const found = new URL('found/', import.meta.url);
const seconds = positive('seconds', values.seconds);
const row = rowPrinter(22, 12);

process.stdout.write(`seed ${values.seed}, ${values.seconds} s for each target\n`);
row('target', 'inputs', 'refused', 'slowest ms', 'problem');
for (const target of chosen) {
	const end = performance.now() + seconds * 1000;
	const {inputs, refused, slowest, problem} = await tryTarget(target, () => performance.now() < end, {
		seed: Number(values.seed),
		mostMs: 50,
	});
	row(target.name, inputs, refused, Math.round(slowest), problem === undefined ? 'none' : 'FOUND');
	if (problem === undefined) continue;
	process.exitCode = 1;
	mkdirSync(found, {recursive: true});
	const name = `${target.name.replaceAll(/[^\w]+/g, '-')}.${sha256(problem.input).slice(0, 12)}`;
	writeFileSync(new URL(name, found), problem.input);
	process.stdout.write(`  ${problem.what.split('\n').slice(0, 3).join('\n  ')}\n  kept as test/fuzz/found/${name}\n`);
}
