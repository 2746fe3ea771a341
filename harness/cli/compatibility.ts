// `netlock compatibility`: adds runs to the published compatibility data. `npm run docs` then makes the pages.
import {existsSync, readFileSync} from 'node:fs';
import {relative} from 'node:path';
import {Command, Option} from 'commander';
import {stringify} from 'yaml';
import {project} from '../model/checkout.ts';
import {readYaml} from '../model/read-yaml.ts';
import {UsageError} from '../model/usage-error.ts';
import {type Compatibility, compatibility, contradictions} from '../results/compatibility.ts';
import {takeIn} from '../results/compatibility-rows.ts';
import {readResultsAt} from '../results/read.ts';
import {counted} from '../support/counted.ts';
import {writeWhole} from '../support/write-whole.ts';
import {withExamples} from './examples.ts';
import {findRun, runWords} from './find-run.ts';

/** The comment at the top of a file, which stays. */
const headOf = (text: string): string => /^(#.*\n)*/.exec(text)?.[0] ?? '';

const run = async (words: string[], {file}: {file: string}): Promise<void> => {
	const isThere = existsSync(file);
	let data: Compatibility = isThere
		? await readYaml(file, compatibility, 'Its format is described in docs/compatibility.md')
		: {schema: 1, facts: [], rows: []};
	for (const word of words) data = takeIn(data, await readResultsAt(findRun(word)));
	const wrong = contradictions(data);
	if (wrong.length > 0) {
		throw new UsageError(`${relative(process.cwd(), file)}: facts and runs disagree`, wrong.join('\n'));
	}
	const head = isThere ? headOf(readFileSync(file, 'utf8')) : '';
	writeWhole(file, `${head}${stringify(compatibility.parse(data), {lineWidth: 0, aliasDuplicateObjects: false})}`);
	process.stdout.write(
		`${relative(process.cwd(), file)} has ${counted(data.rows.length, 'row')}; next: npm run docs, and review\n`,
	);
};

export const compatibilityCommand = (): Command =>
	withExamples(
		new Command('compatibility')
			.argument('<run...>', runWords)
			.description('add runs to the published compatibility data; refuses rows that contradict its facts')
			.addOption(
				new Option('--file <file>', 'the data; made where it is not there').default(
					project.compatibility,
					'reports/compatibility.yaml',
				),
			),
		{
			'compatibility latest': 'Then: npm run docs, and a review of what changed.',
			'compatibility ./nightly/results.json --file /tmp/mine.yaml': 'Into data of your own.',
		},
	).action(run);
