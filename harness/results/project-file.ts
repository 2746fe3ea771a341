// netlock.yaml, in the current folder: the files of the user's own project, and defaults of options. It is an input, so
// its JSON Schema refuses unknown keys.
import {z} from 'zod';
import {locks} from '../model/axes.ts';

const path = z.string().min(1);
const words = z.array(z.string().min(1)).min(1);
const count = z.int().positive();

export const projectFile = z.strictObject({
	schema: z.literal(1).optional(),
	/** File with the project's own known issues, in the format of scenarios/known-issues.yaml. */
	'known-issues': path.optional(),
	/** Folder with the project's own scenarios. */
	scenarios: path.optional(),
	/** Defaults for `netlock run` and `netlock list`, by the names of their options. */
	options: z
		.strictObject({
			runtime: words.optional(),
			criu: words.optional(),
			libcriu: words.optional(),
			podman: words.optional(),
			image: words.optional(),
			lock: z.array(z.enum(locks)).min(1).optional(),
			scenario: words.optional(),
			'registry-mirror': words.optional(),
			format: words.optional(),
			jobs: count.optional(),
			repeat: count.optional(),
			retry: z.int().nonnegative().optional(),
			core: z.boolean().optional(),
			strict: z.boolean().optional(),
			fresh: z.boolean().optional(),
			'allow-missing': z.boolean().optional(),
		})
		.optional(),
});

/** The JSON Schema, for editors and other programs. */
export const projectFileSchema = (): string =>
	`${JSON.stringify({title: 'netlock.yaml', ...z.toJSONSchema(projectFile, {io: 'input'})}, null, '\t')}\n`;
