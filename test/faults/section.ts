// The section of docs/detector.md on faults: what happened to a run, who was blamed, and what netlock said. `npm run faults` writes
// it, and `npm run detect` keeps it.
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {project} from '../../harness/model/checkout.ts';
import {troubleOf} from '../../harness/results/causes/blame.ts';
import {normalForm} from '../../harness/results/causes/normal-form.ts';
import type {Fault} from './fault.ts';
import {ofMachine} from './faults.ts';
import type {Left} from './setting.ts';

export const page = join(project.root, 'docs/detector.md');
const heading = '## Faults at run time';

/** From its heading to the end of the page. Empty when the page has none. */
export const sectionIn = (text: string): string => {
	const at = text.indexOf(`\n${heading}\n`);
	return at === -1 ? '' : text.slice(at);
};

export const faultSection = (): string => (existsSync(page) ? sectionIn(readFileSync(page, 'utf8')) : '');

const inTable = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

/** `lefts`: of each time. */
export type Inflicted = {fault: Pick<Fault, 'name'>; lefts: readonly Left[]};

/** A run that netlock gives up has no cause: its last message says why. */
const explain = (lefts: readonly Left[]): {blamed: string; words: string} => {
	const reasons = [...new Set(lefts.flatMap(left => left.reasons))];
	if (reasons.length > 0) {
		return {
			blamed: [...new Set(reasons.map(reason => reason.replace(/: .*/s, '')))].join(', '),
			words: reasons.map(reason => reason.replace(/^.*?: /, '')).join('; '),
		};
	}
	const said = lefts.find(left => left.said !== undefined)?.said;
	if (said !== undefined) return {blamed: troubleOf(said).party, words: normalForm(said)};
	return {blamed: 'nobody', words: lefts.every(({hit}) => hit === 0) ? 'every cell passes' : ''};
};

const sum = (numbers: readonly number[]): string => String(numbers.reduce((total, each) => total + each, 0));

export const faultRow = ({fault, lefts}: Inflicted): string => {
	const {blamed, words} = explain(lefts);
	const counts = [sum(lefts.map(({lost}) => lost)), sum(lefts.map(({orphans}) => orphans))];
	return `| ${[fault.name, blamed, words, ...counts].map(inTable).join(' | ')} |`;
};

/** The rows of the page, by the names of their faults. */
export const rowsIn = (text: string): Map<string, string> => {
	const [, ...rows] = sectionIn(text)
		.split('\n')
		.filter(line => line.startsWith('| '));
	return new Map(rows.map(row => [row.slice(2, row.indexOf(' |')), row]));
};

/** Rows of faults that were not inflicted stay. Rows of faults that no longer exist go. */
export const writeFaultSection = (inflicted: readonly Inflicted[]): void => {
	const text = readFileSync(page, 'utf8');
	const rest = text.slice(0, text.length - sectionIn(text).length);
	const rows = rowsIn(text);
	for (const each of inflicted) rows.set(each.fault.name, faultRow(each));
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
${ofMachine.flatMap(({name}) => rows.get(name) ?? []).join('\n')}
`,
	);
};
