// docs/releases.md of the results of several runs, without the paths of the machine that they ran on.
import {basename} from 'node:path';
import type {Results} from '../harness/model/results.ts';
import {escapeMarkdown} from '../harness/report/markdown-text.ts';
import {releasesBlocks, releasesLegend, releasesTitle} from '../harness/report/releases.ts';

/** What a run of the page is about. */
const titleOf = ({builds}: Results): string =>
	builds.some(({libcriu}) => libcriu?.source === 'commit')
		? 'With the image’s CRIU and each library'
		: 'With each CRIU and its library';

const repositoriesOf = ({builds}: Results): string[] =>
	builds
		.flatMap(({criu, libcriu, ...build}) => [build, criu, libcriu])
		.flatMap(part => (part?.source === 'commit' && part.path !== undefined ? [part.path] : []));

/** The page. Repositories are called by the names of their folders. */
export const pageOf = (runs: readonly Results[]): string => {
	const blocks = runs.flatMap(results => [`## ${titleOf(results)}`, ...releasesBlocks(results, '###')]);
	const page = [releasesTitle, releasesLegend, ...blocks, ''].join('\n\n');
	const repositories = [...new Set(runs.flatMap(repositoriesOf))].sort((a, b) => b.length - a.length);
	return repositories.reduce(
		(text, path) => text.replaceAll(escapeMarkdown(path), escapeMarkdown(basename(path))),
		page,
	);
};
