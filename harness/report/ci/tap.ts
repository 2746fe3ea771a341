// results.tap, in Test Anything Protocol 14: a test point for each cell. A known failure is a TODO.
import {stringify} from 'yaml';
import type {Results} from '../../model/results.ts';
import {type CiEntry, entriesOf} from './entry.ts';
import {settingsLine} from './settings.ts';

const escapeTap = (text: string): string => text.replaceAll(/[\\#]/g, String.raw`\$&`);

const directive = ({result, message = ''}: CiEntry): string => {
	if (result === 'known') return ` # TODO ${escapeTap(message)}`;
	return result === 'skipped' ? ` # SKIP ${escapeTap(message)}` : '';
};

/** Undefined where nothing is to be said. */
const data = ({result, message, details, cached, took}: CiEntry): object | undefined => {
	if (cached !== undefined) return {cached};
	if (result !== 'failed' && result !== 'error') return undefined;
	return {message, severity: result === 'error' ? 'error' : 'fail', duration_ms: took, evidence: details};
};

const diagnostics = (entry: CiEntry): string[] => {
	const said = data(entry);
	if (said === undefined) return [];
	// Unquoted text in YAML may be a number, an alias or a tag for another reader.
	const block = stringify(said, {lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN'});
	return ['---', ...block.trimEnd().split('\n'), '...'].map(line => `  ${line}`);
};

const point = (entry: CiEntry, index: number): string[] => {
	const isOk = entry.result === 'passed' || entry.result === 'skipped';
	const line = `${isOk ? 'ok' : 'not ok'} ${index + 1} - ${escapeTap(entry.id)}${directive(entry)}`;
	return [line, ...diagnostics(entry)];
};

export const renderTap = (results: Results): string => {
	const entries = entriesOf(results);
	const settings = settingsLine(results);
	return [
		`TAP version 14`,
		...(settings === undefined ? [] : [`# ${settings}`]),
		`1..${entries.length}`,
		...entries.flatMap(point),
		'',
	].join('\n');
};
