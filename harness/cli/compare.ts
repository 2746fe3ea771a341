// `netlock compare A B`: what changed between two runs, and whether the build is to blame.
import {Command, Option} from 'commander';
import type {Results} from '../model/results.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {comparisonMarkdown, renderComparison} from '../report/comparison.ts';
import {compare} from '../results/compare.ts';
import {readResultsAt} from '../results/read.ts';
import {exitCode} from './exit-codes.ts';
import {findRun} from './report.ts';

const formats = ['text', 'json', 'markdown'] as const;

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

const run = async (a: string, b: string, {map, format}: {map: string[]; format: string}): Promise<void> => {
	const wanted = formats.find(each => each === format);
	if (wanted === undefined) throw notAmong('--format', format, formats);
	const [before, after] = await Promise.all([a, b].map(each => readResultsAt(findRun(each))));
	if (!before || !after) return;
	const comparison = compare(before, after, new Map(map.map(each => parsePair(each, before, after))));
	const output = {
		text: () => renderComparison(comparison),
		markdown: () => comparisonMarkdown(comparison),
		json: () => `${JSON.stringify({schema: 1, ...comparison}, null, '\t')}\n`,
	}[wanted]();
	process.stdout.write(output);
	const regressed = comparison.changes.some(({kind}) => kind === 'regressed');
	process.exitCode = regressed ? exitCode.unexpected : exitCode.asExpected;
};

export const compareCommand = (): Command =>
	new Command('compare')
		.argument('<before>', 'folder or id of a run, or a results.json')
		.argument('<after>')
		.description('what changed between two runs; exits with 1 when a cell regressed')
		.addOption(
			new Option('--map <old=new>', 'builds that are one column: crun@old=crun@new; repeatable')
				.argParser((value: string, before: string[]) => [...before, value])
				.default([], 'by name'),
		)
		.option('--format <format>', formats.join(', '), 'text')
		.action(run);
