// `npm run floors`: the rooms of harness/ from top to bottom with their imports, then every import from a higher floor.
import {fileURLToPath} from 'node:url';
import {circles, floors} from './floors.ts';
import {readImports} from './imports.ts';
import {fileCycles, refusal, roomCycles, roomOf} from './rules.ts';

const imports = readImports(fileURLToPath(new URL('../..', import.meta.url)), ['harness/**/*.ts', 'scenarios/*.ts']);

floors.forEach((rooms, index) => {
	for (const room of rooms) {
		const below = new Set(imports.filter(({from}) => roomOf(from) === room).map(({to}) => roomOf(to)));
		below.delete(room);
		console.log(`${floors.length - index - 1}`.padStart(2), room.padEnd(10), [...below].sort().join(' ') || '-');
	}
});
for (const {why, files} of circles) console.log(`   ${files.length} files in a circle by intent (${why})`);

const cycles = [...roomCycles(imports), ...fileCycles(imports).unnamed];
const problems = [
	...imports.map(refusal).filter(each => each !== undefined),
	...cycles.map(cycle => `a cycle: ${cycle.join(' ⇄ ')}`),
	...fileCycles(imports).gone.map(circle => `no circle any more, so take it off the list: ${circle.join(' ⇄ ')}`),
];
for (const problem of problems) console.error(problem);
console.log(`${cycles.length} cycles`);
process.exitCode = problems.length === 0 ? 0 : 1;
