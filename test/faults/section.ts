// The section of docs/detector.md on faults: what happened to a run, who was blamed, and what netlock said. `npm run faults` writes
// it, and `npm run detect` keeps it.
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {project} from '../../harness/model/checkout.ts';
import {troubleOf} from '../../harness/results/causes/blame.ts';
import {normalForm} from '../../harness/results/causes/normal-form.ts';
import type {Fault} from './fault.ts';
import type {Left} from './setting.ts';

const page = join(project.root, 'docs/detector.md');
const heading = '## Faults at run time';

/** From its heading to the end of the page. Empty when the page has none. */
export const sectionIn = (text: string): string => {
	const at = text.indexOf(`\n${heading}\n`);
	return at === -1 ? '' : text.slice(at);
};

export const faultSection = (): string => (existsSync(page) ? sectionIn(readFileSync(page, 'utf8')) : '');

const inTable = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

/** A run that netlock gives up has no cause: its last message says why. */
const given = ({hit, reasons, said}: Left): {blamed: string; words: string} => {
	if (reasons.length > 0) {
		const [party = '', ...words] = reasons.join('; ').split(': ');
		return {blamed: party, words: words.join(': ')};
	}
	if (said !== undefined) return {blamed: troubleOf(said).party, words: normalForm(said)};
	return {blamed: 'nobody', words: hit === 0 ? 'every cell passes' : ''};
};

export type Inflicted = {fault: Fault; left: Left};

export const faultRow = ({fault, left}: Inflicted): string => {
	const {blamed, words} = given(left);
	return `| ${[fault.name, blamed, words, String(left.lost), String(left.orphans)].map(inTable).join(' | ')} |`;
};

export const writeFaultSection = (inflicted: readonly Inflicted[]): void => {
	const text = readFileSync(page, 'utf8');
	const rest = text.slice(0, text.length - sectionIn(text).length);
	writeFileSync(
		page,
		`${rest}
${heading}

\`npm run faults -- --write\` makes this section: it does harm to real runs of good builds.
The blame must go to the machine, to its kernel or to netlock, and not to the build.
Who stopped a CRIU cannot be seen: the time limit of the operation then ends it.
Cells that the fault hit are run again by \`netlock run --resume\` where the run could not go on.

| what happens | blamed | netlock says | cells lost | left behind |
|---|---|---|---|---|
${inflicted.map(faultRow).join('\n')}
`,
	);
};
