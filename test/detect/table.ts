// `npm run seen-to-fail`: every row once, as a Markdown table for docs/seen-to-fail.md: the defect, the cell that
// caught it, and the verdict. Exit 1 if a defect was missed.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../e2e/netlock.ts';
import {missed, readRows, runRow} from './rows.ts';

const inTable = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

const rows = await readRows();
let caught = 0;
const lines = await Promise.all(
	rows.map(async row => {
		const cell = await runRow(row);
		const problem = missed(row, cell);
		if (problem === undefined) caught++;
		const verdict = problem === undefined ? `${cell.layer}: ${cell.reason}` : `MISSED: ${problem}`;
		process.stderr.write(`${problem === undefined ? 'caught' : 'MISSED'}  ${row.scenario}: ${row.defect}\n`);
		const what = 'saboteur' in row ? `${row.runtime} ${row.defect}` : `${row.runtime} as packaged: ${row.defect}`;
		return `| ${row.scenario} | ${inTable(what)} | ${row.image}, ${row.lock} | ${inTable(verdict)} |`;
	}),
);
const table = `# Every scenario has been seen to fail

\`npm run seen-to-fail\` makes this page: it runs the real cells.
Each row breaks one thing (the scripts are in [\`test/detect/saboteurs/\`](../test/detect/saboteurs/)) or takes a package that has the bug.
\`npm test\` runs the same rows.
[detector.md](detector.md) says which defects of real builds netlock catches.

${caught} of ${rows.length} caught.
Measured on ${new Date().toISOString().slice(0, 10)}.

| scenario | what is broken | cell | verdict |
|---|---|---|---|
${lines.join('\n')}
`;
writeFileSync(join(root, 'docs/seen-to-fail.md'), table);
process.stdout.write(`${caught} of ${rows.length} caught; the table is docs/seen-to-fail.md\n`);
process.exitCode = caught === rows.length ? 0 : 1;
