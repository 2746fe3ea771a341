// `npm run seen-to-fail`: every row once, as a Markdown table for docs/seen-to-fail.md: the defect, the cell that
// caught it, and the verdict. Exit 1 if a defect was missed.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../e2e/netlock.ts';
import {isSkipped, missed, readRows, runRow} from './rows.ts';

const inTable = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

const rows = await readRows();
const told = {caught: 0, MISSED: 0, skipped: 0};
const lines = await Promise.all(
	rows.map(async row => {
		const cell = await runRow(row);
		const problem = missed(row, cell);
		const how = isSkipped(row, cell) ? 'skipped' : problem === undefined ? 'caught' : 'MISSED';
		told[how]++;
		const verdict = {
			caught: `${cell.layer}: ${cell.reason}`,
			MISSED: `MISSED: ${problem}`,
			skipped: `not on this kernel: ${cell.reason}`,
		}[how];
		process.stderr.write(`${how}  ${row.scenario}: ${row.defect}\n`);
		const what = 'saboteur' in row ? `${row.runtime} ${row.defect}` : `${row.runtime} as packaged: ${row.defect}`;
		return `| ${row.scenario} | ${inTable(what)} | ${row.image}, ${row.lock} | ${inTable(verdict)} |`;
	}),
);
const summary = [
	`${told.caught} of ${rows.length} caught`,
	...(told.skipped > 0 ? [`${told.skipped} not possible on this kernel`] : []),
].join(', ');
const table = `# Every scenario has been seen to fail

\`npm run seen-to-fail\` makes this page: it runs the real cells.
Each row breaks one thing (the scripts are in [\`test/detect/saboteurs/\`](../test/detect/saboteurs/)) or takes a package that has the bug.
\`npm test\` runs the same rows.
[detector.md](detector.md) says which defects of real builds netlock catches.

${summary}.
Measured on ${new Date().toISOString().slice(0, 10)}.

| scenario | what is broken | cell | verdict |
|---|---|---|---|
${lines.join('\n')}
`;
writeFileSync(join(root, 'docs/seen-to-fail.md'), table);
process.stdout.write(`${summary}; the table is docs/seen-to-fail.md\n`);
process.exitCode = told.MISSED === 0 ? 0 : 1;
