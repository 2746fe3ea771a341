// Inputs that reached new code, stored for the next time: a line of base64 each, in a file for each reader.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';

const folder = new URL('corpus/', import.meta.url);

/** As in names of files. */
export const fileName = (target: string): string => target.replaceAll(/[^\w]+/g, '-');

const fileOf = (target: string): URL => new URL(fileName(target), folder);

export const readCorpus = (target: string): Buffer[] => {
	const file = fileOf(target);
	if (!existsSync(file)) return [];
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	return lines.map(line => Buffer.from(line, 'base64'));
};

/** They are in the repository: few, and short. */
const [most, longest] = [40, 1024];

export const writeCorpus = (target: string, inputs: readonly Buffer[]): void => {
	const kept = inputs.filter(({length}) => length <= longest).slice(0, most);
	if (kept.length === 0) return;
	mkdirSync(folder, {recursive: true});
	writeFileSync(fileOf(target), kept.map(input => `${input.toString('base64')}\n`).join(''));
};
