// A workflow as the rules see it: its jobs and steps, and each `uses:` with the comment behind it.
import {isScalar, parseDocument, visit} from 'yaml';
import {z} from 'zod';

const step = z.looseObject({
	uses: z.string().optional(),
	run: z.string().optional(),
	with: z.record(z.string(), z.unknown()).default({}),
});
const job = z.looseObject({steps: z.array(step).default([])});
const content = z.looseObject({
	on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
	jobs: z.record(z.string(), job),
});

export type Step = z.output<typeof step>;
export type Workflow = z.output<typeof content> & {
	steps: Step[];
	uses: {action: string; comment: string}[];
};

export const readWorkflow = (text: string): Workflow => {
	const document = parseDocument(text);
	const uses: Workflow['uses'] = [];
	visit(document, {
		Pair: (_, {key, value}) => {
			if (!isScalar(key) || key.value !== 'uses' || !isScalar(value)) return;
			uses.push({action: String(value.value), comment: value.comment?.trim() ?? ''});
		},
	});
	const read = content.parse(document.toJS());
	return {...read, uses, steps: Object.values(read.jobs).flatMap(({steps}) => steps)};
};

/** The rows of a job's matrix. */
export const matrixOf = (workflow: Workflow, name: string): Record<string, string>[] =>
	z
		.object({strategy: z.object({matrix: z.object({include: z.array(z.record(z.string(), z.string()))})})})
		.parse(workflow.jobs[name]).strategy.matrix.include;
