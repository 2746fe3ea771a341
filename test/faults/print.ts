// `npm run faults -- [--times N] [--fault TEXT] [--write]`: inflicts every fault on real runs, and prints how they come through.
// Exit 1 when a cell is lost, something is left behind, or the wrong party is blamed. `--write`: into docs/detector.md too.
import {parseArgs} from 'node:util';
import {shortMessageOf} from '../../harness/support/errors.ts';
import {positive, rowPrinter} from '../fixtures/script.ts';
import {wrong} from './fault.ts';
import {faults, inflict} from './faults.ts';
import {endOwnEngine} from './own-engine.ts';
import {type Inflicted, writeFaultSection} from './section.ts';
import type {Left} from './setting.ts';

const {values} = parseArgs({
	options: {
		times: {type: 'string', default: '3'},
		fault: {type: 'string', default: ''},
		write: {type: 'boolean', default: false},
	},
});
const times = positive('times', values.times);
const chosen = faults.filter(({name}) => name.includes(values.fault));
if (chosen.length === 0) {
	process.stderr.write(`There is no fault "${values.fault}": ${faults.map(({name}) => name).join(', ')}\n`);
	process.exit(2);
}
const row = rowPrinter(46, 10);

const inflicted: Inflicted[] = [];
row('fault', 'times', 'survived', 'lost', 'orphans', 'blamed');
try {
	for (const fault of chosen) {
		const problems: string[] = [];
		const lefts: Left[] = [];
		const blamed = new Set<string>();
		const reasons = new Set<string>();
		let [survived, lost, orphans] = [0, 0, 0];
		for (let turn = 0; turn < times; turn++) {
			const left = await inflict(fault).catch((error: unknown) => shortMessageOf(error));
			if (typeof left === 'string') {
				problems.push(left);
				continue;
			}
			lefts.push(left);
			const problem = wrong(fault, left);
			if (problem === undefined) survived++;
			else problems.push(problem);
			for (const each of left.reasons) reasons.add(each);
			lost += left.lost;
			orphans += left.orphans;
			for (const each of left.blamed) blamed.add(each);
		}
		if (lefts.length > 0) inflicted.push({fault, lefts});
		row(fault.name, times, survived, lost, orphans, [...blamed].join(', ') || 'nobody');
		for (const each of reasons) process.stdout.write(`  ${each}\n`);
		for (const each of problems) process.stdout.write(`  WRONG: ${each}\n`);
		if (problems.length > 0) process.exitCode = 1;
	}
} finally {
	if (values.write) writeFaultSection(inflicted);
	await endOwnEngine();
}
