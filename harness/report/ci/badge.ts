// The verdict of a run as a badge: an image, and the JSON from which shields.io makes one (https://shields.io/badges/endpoint-badge).
import type {Results} from '../../model/results.ts';
import {type RunVerdict, runVerdict} from '../verdict.ts';

const label = 'network lock';

const colours: Record<RunVerdict['word'], {name: string; hex: string}> = {
	OK: {name: 'brightgreen', hex: '#2b7a0b'},
	FAILED: {name: 'red', hex: '#b3261e'},
	INTERRUPTED: {name: 'orange', hex: '#9a5b00'},
	'NOTHING RAN': {name: 'lightgrey', hex: '#5f5f5f'},
};

const messages: Record<RunVerdict['word'], (verdict: RunVerdict) => string> = {
	OK: ({measured, cached}) => `${measured} as expected${cached === 0 ? '' : `, ${cached} measured earlier`}`,
	FAILED: ({measured, unexpected}) => `${unexpected} of ${measured} unexpected`,
	INTERRUPTED: () => 'interrupted',
	'NOTHING RAN': () => 'nothing ran',
};

const badgeOf = (results: Results) => {
	const verdict = runVerdict(results);
	return {message: messages[verdict.word](verdict), colour: colours[verdict.word]};
};

export const renderShields = (results: Results): string => {
	const {message, colour} = badgeOf(results);
	return `${JSON.stringify({schemaVersion: 1, label, message, color: colour.name}, null, '\t')}\n`;
};

/** Average width of a letter in Verdana at 11 pixels. `textLength` squeezes longer text. */
const letter = 6.8;
const padding = 12;
const widthOf = (text: string): number => Math.round(text.length * letter) + padding;

const part = (text: string, from: number, fill: string): string => {
	const width = widthOf(text);
	return [
		`\t<rect x="${from}" width="${width}" height="20" fill="${fill}"/>`,
		`\t<text x="${from + width / 2}" y="14" textLength="${width - padding}">${text}</text>`,
	].join('\n');
};

export const renderBadge = (results: Results): string => {
	const {message, colour} = badgeOf(results);
	const [left, right] = [widthOf(label), widthOf(message)];
	const text = `${label}: ${message}`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${text}" fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
		`\t<title>${text}</title>`,
		part(label, 0, '#444'),
		part(message, left, colour.hex),
		'</svg>',
		'',
	].join('\n');
};
