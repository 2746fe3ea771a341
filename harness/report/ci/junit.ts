// junit.xml, for Jenkins and GitLab: a suite for each build in each image, a test case for each cell.
import type {Results} from '../../model/results.ts';
import {elapsed} from '../../support/duration.ts';
import {groupsOf} from '../../support/groups-of.ts';
import {printableLines} from '../../support/printable.ts';
import {type CiEntry, entriesOf} from './entry.ts';
import {settingsOf} from './settings.ts';

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;'};

const escapeXml = (text: string): string => text.replaceAll(/[&<>"\n]/g, character => entities[character] ?? '');

const escapeText = (text: string): string => text.replaceAll(/[&<>]/g, character => entities[character] ?? '');

const attributes = (values: Record<string, string | number>): string =>
	Object.entries(values)
		.map(([name, value]) => ` ${name}="${escapeXml(printableLines(String(value)))}"`)
		.join('');

/** Readers take no `NaN`, and no `1e+305`. */
const seconds = (ms: number): string => (ms < 1e15 ? ms / 1000 : 0).toFixed(3);

const count = (entries: readonly CiEntry[]) => ({
	tests: entries.length,
	failures: entries.filter(({result}) => result === 'failed').length,
	errors: entries.filter(({result}) => result === 'error').length,
});

/** JUnit has no expected failure. A known failure is marked as skipped, with the known issue. */
const elements = {failed: 'failure', error: 'error', known: 'skipped', skipped: 'skipped'} as const;

/** Jenkins takes the text before the last dot of `classname` for a package. */
const className = ({image, runtime}: CiEntry): string =>
	[image, runtime].map(each => each.replaceAll('.', '_')).join('.');

const testCase = (entry: CiEntry): string => {
	const {id, result, message = '', details, cached, took} = entry;
	const open = `\t\t<testcase${attributes({name: id, classname: className(entry), time: seconds(took)})}`;
	if (cached !== undefined) {
		// The schema that Jenkins has gives properties to suites only.
		const said = `\t\t\t<system-out>${escapeText(`cached: ${cached}`)}</system-out>`;
		return [`${open}>`, said, '\t\t</testcase>'].join('\n');
	}
	if (result === 'passed') return `${open}/>`;
	const text = escapeText(details.join('\n'));
	const element = elements[result];
	const said = result === 'failed' || result === 'error' ? text : '';
	const inside = `\t\t\t<${element}${attributes({message})}${said === '' ? '/>' : `>${said}</${element}>`}`;
	return [`${open}>`, inside, '\t\t</testcase>'].join('\n');
};

/** JUnit has properties of a suite, and none of a run. */
const propertiesOf = (results: Results): string[] => {
	const settings = settingsOf(results);
	if (settings.length === 0) return [];
	const each = settings.map(setting => `\t\t\t<property${attributes(setting)}/>`);
	return ['\t\t<properties>', ...each, '\t\t</properties>'];
};

export const renderJunit = (results: Results): string => {
	const {run} = results;
	const entries = entriesOf(results);
	const properties = propertiesOf(results);
	const suites = groupsOf(entries, ({image, runtime}) => `${image}/${runtime}`).map(({first, all}) => {
		const skipped = all.filter(({result}) => result === 'skipped' || result === 'known').length;
		const time = seconds(all.reduce((sum, {took}) => sum + took, 0));
		const head = {name: `${first.image}/${first.runtime}`, ...count(all), skipped, time, timestamp: run.started};
		return [`\t<testsuite${attributes(head)}>`, ...properties, ...all.map(testCase), '\t</testsuite>'].join('\n');
	});
	const whole = attributes({name: 'netlock', ...count(entries), time: seconds(elapsed(run))});
	return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${whole}>`, ...suites, '</testsuites>', ''].join('\n');
};
