// Renders the output of `netlock images list`.
import type {Drift, ImageFacts} from '../model/facts.ts';
import {describeDrift} from '../results/drift.ts';
import {counted} from '../support/counted.ts';
import {printable} from '../support/printable.ts';
import {makeTheme} from './terminal-theme.ts';

export type ListedImage = {
	id: string;
	title: string;
	state: 'built' | 'buildable' | 'unreachable';
	detail: string;
	base?: string;
	facts?: ImageFacts;
	drift?: readonly Drift[];
};

const marks = {built: 'pass', buildable: 'skip', unreachable: 'miss'} as const;

/** Two lines or more for an image: its name, and its facts or why it is unavailable. */
export const renderImages = (
	images: readonly ListedImage[],
	{colour, unicode}: {colour: boolean; unicode: boolean},
): string => {
	const theme = makeTheme(colour, unicode);
	const width = Math.max(...images.map(({id}) => id.length)) + 2;
	const lines = images.flatMap(({id, title, state, detail, base, drift = []}) => [
		`${theme.mark(marks[state])} ${theme.bold(id.padEnd(width))}${state.padEnd(13)}${title}`,
		`  ${printable(detail.replace(/^ready: /, ''))}`,
		...(base === undefined ? [] : [theme.dim(`  base ${base}`)]),
		...drift.map(each => theme.bad(`  not as expected: ${describeDrift(each)}`)),
	]);
	const count = (wanted: ListedImage['state']): number => images.filter(({state}) => state === wanted).length;
	const sum = (['built', 'buildable', 'unreachable'] as const)
		.filter(state => count(state) > 0)
		.map(state => `${count(state)} ${state}`);
	return `${lines.join('\n')}\n\n${counted(images.length, 'image')}: ${sum.join(', ')}\n`;
};
