// The reports of a run: by the name that `--format` takes, the file that it is written to, and what renders it.
// A new format is a file with a renderer, and a line here.
import type {Results} from '../model/results.ts';
import {renderCrossRestore} from './cross-restore.ts';
import {renderHtml} from './html.ts';
import {renderMarkdown} from './markdown.ts';
import {renderMinimalIntervention} from './minimal-intervention.ts';

export const formats = {
	html: {file: 'index.html', render: renderHtml},
	markdown: {file: 'matrix.md', render: renderMarkdown},
	'cross-restore': {file: 'cross-restore.md', render: renderCrossRestore},
	'minimal-intervention': {file: 'minimal-intervention.md', render: renderMinimalIntervention},
} satisfies Record<
	string,
	{
		file: string;
		/** Undefined when the results hold nothing that the report is about. */
		render: (results: Results) => string | undefined;
	}
>;

export type Format = keyof typeof formats;
export const formatNames = Object.keys(formats) as Format[];
