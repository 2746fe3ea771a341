// annotations.txt: lines that GitHub Actions shows as annotations when a step prints them, one for each cause.
import type {Results} from '../../model/results.ts';
import {counted} from '../../support/counted.ts';
import {blamed, type UnexpectedCause, unexpectedCauses} from '../causes.ts';
import {appearances} from '../status.ts';
import {cellVerdict, runVerdict} from '../verdict.ts';
import {inertLine} from './inert.ts';
import {settingsLine} from './settings.ts';

/** The most errors that GitHub shows for a step. For a job it shows 50 annotations of all kinds. */
const mostErrors = 10;

/** GitHub cuts longer titles. */
const longestTitle = 255;

const escapeData = (text: string): string =>
	text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const annotation = (level: 'error' | 'notice', title: string, lines: readonly string[]): string => {
	const shown = [...inertLine(title)].slice(0, longestTitle).join('');
	return `::${level} title=${escapeProperty(shown)}::${escapeData(lines.map(inertLine).join('\n'))}`;
};

const ofCause = ({cause, account, cells: [first], status}: UnexpectedCause): string =>
	annotation('error', `${blamed(cause)}: ${cause.title}`, [
		`${appearances[status].ascii} ${status}: ${account}`,
		...(first === undefined ? [] : [first.id, cellVerdict(first)]),
		...(first?.reproduce === undefined ? [] : [first.reproduce]),
	]);

export const renderAnnotations = (results: Results): string => {
	const causes = unexpectedCauses(results);
	const shown = causes.length > mostErrors ? causes.slice(0, mostErrors - 1) : causes;
	const rest = causes.slice(shown.length);
	const cut = annotation('error', `${rest.length} more causes, without an annotation each`, [
		`GitHub shows ${mostErrors} errors of a step. matrix.md and index.html have all of them:`,
		...rest.map(({cause, cells}) => `${blamed(cause)}: ${cause.title} (${counted(cells.length, 'cell')})`),
	]);
	const verdict = runVerdict(results);
	const level = verdict.ok ? 'notice' : 'error';
	// If there are causes, there is no line for the run: the limit is better used for causes.
	const whole = causes.length === 0 ? [annotation(level, `netlock: ${verdict.word}`, [verdict.text])] : [];
	const settings = settingsLine(results);
	const from = settings === undefined ? [] : [annotation('notice', 'netlock: settings of the project', [settings])];
	return [...whole, ...shown.map(ofCause), ...(rest.length === 0 ? [] : [cut]), ...from, ''].join('\n');
};
