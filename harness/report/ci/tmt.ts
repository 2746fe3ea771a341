// results.yaml, for a tmt test with `result: custom`: an entry for each cell.
import {stringify} from 'yaml';
import type {Results} from '../../model/results.ts';
import {type CiEntry, type CiResult, entriesOf} from './entry.ts';
import {settingsLine} from './settings.ts';

/** `info` does not fail a plan, and does not count as a pass. */
const words: Record<CiResult, string> = {
	passed: 'pass',
	failed: 'fail',
	error: 'error',
	known: 'info',
	skipped: 'skip',
};

/** `00:01:07`, rounded up to a whole second. */
const clock = (ms: number): string => {
	const total = Math.ceil(ms / 1000);
	const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
	return [hours, minutes, seconds].map(each => String(each).padStart(2, '0')).join(':');
};

const entry = ({id, result, message, details, cached, took}: CiEntry, settings: string | undefined) => {
	const said = [message, ...details, cached === undefined ? undefined : `cached: ${cached}`, settings];
	const note = said.filter(each => each !== undefined);
	return {
		name: `/${id}`,
		result: words[result],
		...(note.length > 0 && {note}),
		duration: clock(took),
	};
};

export const renderTmt = (results: Results): string => {
	const settings = settingsLine(results);
	return stringify(
		entriesOf(results).map(each => entry(each, settings)),
		{lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN'},
	);
};
