// docs/coverage.md's table of reports: each report that a scenario names, what is guarded of it, and by which
// scenarios.
import {basename} from 'node:path';
import {project} from '../../harness/model/checkout.ts';
import {readScenarios} from '../../harness/plan/catalog.ts';

type Guard = {report: string; phrase: string; file: string};

const link = (file: string): string => `[${file}](../scenarios/${file}.ts)`;
const order = new Intl.Collator('en', {numeric: true});

/** `containers/crun#1627` as a link: GitHub takes a pull request's number at this address too. */
const reportLink = (report: string): string => {
	const [repository = '', number = ''] = report.split('#');
	return `[${basename(repository)}#${number}](https://github.com/${repository}/issues/${number})`;
};

const row = (report: string, guards: readonly Guard[]): string => {
	const phrases = [...Map.groupBy(guards, ({phrase}) => phrase)].map(
		([phrase, ofIt]) => `${ofIt.map(({file}) => link(file)).join(', ')}: ${phrase}`,
	);
	return `| ${reportLink(report)} | ${phrases.join('<br>')} |`;
};

export const reportsTable = (guards: readonly Guard[]): string => {
	const rows = [...Map.groupBy(guards, ({report}) => report)]
		.toSorted(([a], [b]) => order.compare(basename(a), basename(b)))
		.map(([report, ofIt]) => row(report, ofIt));
	return ['| report | scenarios that guard it, and what of it |', '|---|---|', ...rows].join('\n');
};

/**
 * The declaration of every scenario file. Scenarios with destinations are one file, so the name of one image is enough.
 */
export const readGuards = async (): Promise<Guard[]> => {
	const scenarios = await readScenarios(project.scenarios, ['one']);
	return scenarios.flatMap(({file, spec}) =>
		Object.entries(spec.reports).map(([report, phrase]) => ({report, phrase, file: basename(file, '.ts')})),
	);
};
