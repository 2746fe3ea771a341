// After the fast tests with NODE_V8_COVERAGE=coverage/parts: the coverage of each room beside its floor.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {hasCode, measureRooms, problemsOf, type Summary} from './measure.ts';
import {rooms} from './rooms.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'coverage/unit');
const options = ['--check-coverage=false', '--reporter', 'json-summary', '--reports-dir', folder];
execFileSync('c8', ['report', '--temp-directory', join(root, 'coverage/parts'), ...options], {cwd: root});

const summary = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8')) as Summary;
const counted = Object.entries(summary).filter(([path]) => path === 'total' || hasCode(readFileSync(path, 'utf8')));
const measured = measureRooms(Object.fromEntries(counted), root);
console.log('room        lines  floor');
for (const {room, percent} of measured) {
	const {lines, needsEngine = ''} = rooms[room] ?? {};
	console.log(room.padEnd(10), percent.toFixed(1).padStart(6), String(lines ?? '-').padStart(6), '', needsEngine);
}
const problems = problemsOf(measured, rooms);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
