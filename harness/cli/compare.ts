// `netlock compare A B`: what changed between two runs, and whether the build is to blame.
import {Command} from 'commander';
import type {Results} from '../model/results.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {comparisonMarkdown, renderComparison} from '../report/comparison.ts';
import {compare, comparedIn} from '../results/compare.ts';
import {documentText} from '../results/documents.ts';
import {comparedRuns} from './compared-runs.ts';
import {withExamples} from './examples.ts';
import {exitCode} from './exit-codes.ts';
import {runWords} from './find-run.ts';
import {choice, repeatable, verboseOption} from './options.ts';

const formats = ['text', 'json', 'markdown'] as const;

type Options = {map: string[]; format: (typeof formats)[number]; verbose?: boolean};

const parsePair = (value: string, {builds: before}: Results, {builds: after}: Results): [string, string] => {
	const [from = '', to = '', ...more] = value.split('=');
	if (from === '' || to === '' || more.length > 0) {
		throw new UsageError(`--map ${value}: not a pair`, 'Valid: NAME=NAME, as in crun@old=crun@new');
	}
	for (const [name, builds] of [
		[from, before],
		[to, after],
	] as const) {
		const names = builds.map(({id}) => id);
		if (!names.includes(name)) throw notAmong(`--map ${value}`, name, names);
	}
	return [from, to];
};

const run = async (a: string, b: string, {map, format, verbose}: Options): Promise<void> => {
	const {before, after, columns} = await comparedRuns(a, b);
	const mapped = map.map(each => parsePair(each, before, after));
	const comparison = compare(before, after, new Map([...columns, ...mapped]));
	const output = {
		text: () => renderComparison(comparison, verbose),
		markdown: () => comparisonMarkdown(comparison),
		json: () => documentText('comparison', {schema: 1, ...comparison}),
	}[format]();
	process.stdout.write(output);
	const regressed = comparison.changes.some(({kind}) => kind === 'regressed');
	const nothing = comparedIn(comparison).length === 0 ? exitCode.cannotWork : exitCode.asExpected;
	process.exitCode = regressed ? exitCode.unexpected : nothing;
};

export const compareCommand = (): Command =>
	withExamples(
		new Command('compare')
			.argument('<before>', `${runWords}; with :BUILD, only that build`)
			.argument('<after>', 'the run, or the build, to compare it with')
			.description(
				'what changed between two runs; exits with 1 when a cell regressed, 3 when no cell has a result in both',
			)
			.addOption(repeatable('--map <old=new>', 'builds that are one column: crun@old=crun@new', 'by name'))
			.addOption(choice('--format <format>', 'how to print it', formats).default('text'))
			.addOption(verboseOption('every cell that changed, not the first few of each kind')),
		{
			'compare before/ after/': 'Two runs, by their folders.',
			'compare latest:crun latest:crun@patched': 'Two builds of one run, beside each other.',
			'compare before/ after/ --verbose': 'Every cell that changed.',
			'compare before/ after/ --map crun@1.20=crun@pr --format markdown':
				'Two builds with different labels; the output goes into a pull request.',
		},
	).action(run);
