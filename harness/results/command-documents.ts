// Documents that commands print for programs, each version 1: `list --json`, `list --scenarios --json`, `images list
// --json`, `doctor --json` and `compare --format json`.
import {z} from 'zod';
import {locks, outcomes} from '../model/axes.ts';
import {causeChange} from '../model/cause.ts';
import {cellResult} from '../model/cell-result.ts';
import {drift, imageFacts} from '../model/facts.ts';
import {kinds} from './compare.ts';

const schema = z.literal(1);

export const cellList = z.object({
	schema,
	cells: z.array(
		z.object({
			id: z.string(),
			image: z.string(),
			runtime: z.string(),
			lock: z.enum(locks),
			scenario: z.string(),
			expected: z.enum(outcomes),
			/** Outcome of a cell that does not run. Absent: it would run. */
			outcome: z.enum(['miss', 'skip', 'fail']).optional(),
			/** Why it would not run. */
			reason: z.string().optional(),
			/** Why it is not known yet whether it would run. */
			unknown: z.string().optional(),
			/** Id of the known issue that explains the expected outcome. */
			knownIssue: z.string().optional(),
			capabilities: z.array(z.string()).optional(),
		}),
	),
});

export const scenarioList = z.object({schema, scenarios: z.array(z.object({id: z.string(), title: z.string()}))});

export const imageList = z.object({
	schema,
	images: z.array(
		z.object({
			id: z.string(),
			title: z.string(),
			state: z.enum(['built', 'buildable', 'unreachable']),
			detail: z.string(),
			/** Origin of its base, for an image that is built. */
			base: z.string().optional(),
			facts: imageFacts.optional(),
			drift: z.array(drift).optional(),
		}),
	),
});

export const doctorReport = z.object({
	schema,
	/** Whether the matrix can run on this machine. */
	canRun: z.boolean(),
	summary: z.string(),
	groups: z.array(
		z.object({
			title: z.string(),
			checks: z.array(
				z.object({
					name: z.string(),
					/** `gap`: the matrix cannot run without it. `note`: it runs, with the consequence in `detail`. */
					state: z.enum(['ok', 'gap', 'note']),
					detail: z.string(),
					/** How to mend it. A command stands in backticks. */
					fix: z.string().optional(),
				}),
			),
		}),
	),
});

export const comparison = z.object({
	schema,
	/** Ids of both runs. */
	before: z.string(),
	after: z.string(),
	/** Causes of the cells with a result in both runs, and how many cells each explains. */
	causes: z.array(causeChange),
	changes: z.array(
		z.object({
			/** Its id in the second run, or in the first run if the second one does not have the cell. */
			id: z.string(),
			kind: z.enum(kinds),
			before: cellResult.optional(),
			after: cellResult.optional(),
			/** Whether the runtime's executable differs, by its digest. */
			buildChanged: z.boolean(),
			/** What else differs, in words. */
			besides: z.array(z.string()),
		}),
	),
});
