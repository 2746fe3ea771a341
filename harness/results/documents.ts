// The documents for programs, each with its schema. docs/schema/NAME.json is generated from it.
import {z} from 'zod';
import {results} from '../model/results.ts';
import {bisection} from './bisection.ts';
import {cellList, comparison, doctorReport, imageList, scenarioList} from './command-documents.ts';
import {compatibility} from './compatibility.ts';
import {event} from './events.ts';
import {historyEntry} from './history/entry.ts';
import {historyIndex} from './history/summary.ts';
import {runPlan} from './plan.ts';
import {profile} from './profile.ts';
import {validation} from './validation.ts';

export const documents = {
	results: {title: 'results.json of a run', schema: results},
	plan: {title: 'plan.json of a run', schema: runPlan},
	event: {title: 'A line of events.jsonl of a run', schema: event},
	profile: {title: 'profile.json of netlock run --profile', schema: profile},
	validation: {title: 'verdict.json of netlock validate', schema: validation},
	bisection: {title: 'verdict.json of netlock bisect', schema: bisection},
	compatibility: {title: 'reports/compatibility.yaml', schema: compatibility},
	comparison: {title: 'netlock compare --format json', schema: comparison},
	'history-index': {title: 'index.json of reports/history, and netlock history list --json', schema: historyIndex},
	'history-run': {title: 'ID.run.json of reports/history', schema: historyEntry},
	'cell-list': {title: 'netlock list --json', schema: cellList},
	'scenario-list': {title: 'netlock list --scenarios --json', schema: scenarioList},
	'image-list': {title: 'netlock images list --json', schema: imageList},
	doctor: {title: 'netlock doctor --json', schema: doctorReport},
} satisfies Record<string, {title: string; schema: z.ZodType}>;

export type DocumentName = keyof typeof documents;
export const documentNames = Object.keys(documents) as DocumentName[];

/** The text of a document. @throws ZodError when the document does not match its schema */
export const documentText = (name: DocumentName, document: unknown): string =>
	`${JSON.stringify(documents[name].schema.parse(document), null, '\t')}\n`;

/**
 * The JSON Schema of a document. It allows unknown fields, because later versions may add some; readers must ignore
 * them.
 */
export const jsonSchemaOf = (name: DocumentName): string => {
	const {title, schema} = documents[name];
	const made = z.toJSONSchema(schema, {
		override: ({jsonSchema}) => {
			if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
		},
	});
	return `${JSON.stringify({$schema: made.$schema, title, ...made}, null, '\t')}\n`;
};
