// `npm run faults -- [--times N] [--fault TEXT]`: inflicts every fault on real runs, and prints how they come through. Exit 1 when a
// cell is lost, something is left behind, or the wrong party is blamed.
import {parseArgs} from 'node:util';
import {faults, inflict, wrong} from './faults.ts';

const {values} = parseArgs({options: {times: {type: 'string', default: '1'}, fault: {type: 'string', default: ''}}});
const row = (...cells: readonly (string | number)[]): void =>
	void process.stdout.write(
		`${String(cells[0]).padEnd(46)}${cells
			.slice(1)
			.map(each => String(each).padEnd(10))
			.join('')}\n`,
	);

row('fault', 'times', 'survived', 'lost', 'orphans', 'blamed');
for (const fault of faults.filter(({name}) => name.includes(values.fault))) {
	const problems: string[] = [];
	const blamed = new Set<string>();
	let [survived, lost, orphans] = [0, 0, 0];
	for (let turn = 0; turn < Number(values.times); turn++) {
		const left = await inflict(fault);
		const problem = wrong(fault, left);
		if (problem === undefined) survived++;
		else problems.push(problem);
		lost += left.lost;
		orphans += left.orphans;
		for (const each of left.blamed) blamed.add(each);
	}
	row(fault.name, values.times, survived, lost, orphans, [...blamed].join(', ') || 'nobody');
	for (const each of problems) process.stdout.write(`  ${each}\n`);
	if (problems.length > 0) process.exitCode = 1;
}
