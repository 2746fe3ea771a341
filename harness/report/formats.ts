// The reports of a run: by the name that `--format` takes, the file that it is written to, and what loads its renderer.
// A new format is a file with a renderer, and a line here.
import type {Results} from '../model/results.ts';

/** Undefined when the results hold nothing that the report is about. */
export type Render = (results: Results) => string | undefined;

export const formats = {
	html: {file: 'index.html', load: async () => (await import('./html.ts')).renderHtml},
	markdown: {file: 'matrix.md', load: async () => (await import('./markdown.ts')).renderMarkdown},
	'cross-restore': {
		file: 'cross-restore.md',
		load: async () => (await import('./cross-restore.ts')).renderCrossRestore,
	},
	'minimal-intervention': {
		file: 'minimal-intervention.md',
		load: async () => (await import('./minimal-intervention.ts')).renderMinimalIntervention,
	},
} satisfies Record<
	string,
	{
		file: string;
		/** Not before it is needed: no cell is to wait for it. */
		load: () => Promise<Render>;
	}
>;

export type Format = keyof typeof formats;
export const formatNames = Object.keys(formats) as Format[];
