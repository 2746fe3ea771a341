// The reports of a run: for each name that `--format` takes, the file and the renderer. A new format is a file with a
// renderer, and a line here.
import type {Results} from '../model/results.ts';

/** Undefined when the results have nothing for this report. */
export type Render = (results: Results) => string | undefined;

type FormatSpec = {
	file: string;
	/** Loads the renderer only when it is needed, so that no cell waits for it. */
	load: () => Promise<Render>;
	/** Whether it is written by default. */
	usual?: true;
};

export const formats = {
	html: {file: 'index.html', load: async () => (await import('./html.ts')).renderHtml, usual: true},
	markdown: {file: 'matrix.md', load: async () => (await import('./markdown.ts')).renderMarkdown, usual: true},
	'cross-restore': {
		file: 'cross-restore.md',
		load: async () => (await import('./cross-restore.ts')).renderCrossRestore,
		usual: true,
	},
	'minimal-intervention': {
		file: 'minimal-intervention.md',
		load: async () => (await import('./minimal-intervention.ts')).renderMinimalIntervention,
		usual: true,
	},
	releases: {file: 'releases.md', load: async () => (await import('./releases.ts')).renderReleases, usual: true},
	junit: {file: 'junit.xml', load: async () => (await import('./ci/junit.ts')).renderJunit},
	tap: {file: 'results.tap', load: async () => (await import('./ci/tap.ts')).renderTap},
	tmt: {file: 'results.yaml', load: async () => (await import('./ci/tmt.ts')).renderTmt},
	'github-annotations': {
		file: 'annotations.txt',
		load: async () => (await import('./ci/github-annotations.ts')).renderAnnotations,
	},
	'github-summary': {
		file: 'summary.md',
		load: async () => {
			const {renderStepSummary} = await import('./ci/github-summary.ts');
			return results => renderStepSummary(results);
		},
	},
	'gitlab-code-quality': {
		file: 'gl-code-quality-report.json',
		load: async () => (await import('./ci/gitlab-code-quality.ts')).renderCodeQuality,
	},
	csv: {file: 'cells.csv', load: async () => (await import('./ci/csv.ts')).renderCsv},
	badge: {file: 'badge.svg', load: async () => (await import('./ci/badge.ts')).renderBadge},
	shields: {file: 'shields.json', load: async () => (await import('./ci/badge.ts')).renderShields},
} satisfies Record<string, FormatSpec>;

export type Format = keyof typeof formats;
export const formatNames = Object.keys(formats) as Format[];
export const usualFormats = formatNames.filter(name => 'usual' in formats[name]);
