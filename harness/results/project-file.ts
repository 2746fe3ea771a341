// netlock.yaml, in the folder where one works: what a project of one's own has, and defaults of options. It is an input, so
// its JSON Schema refuses what is unknown.
import {z} from 'zod';
import {locks} from '../model/axes.ts';

const path = z.string().min(1);
const words = z.array(z.string().min(1)).min(1);
const count = z.int().positive();

export const projectFile = z.strictObject({
	schema: z.literal(1).optional(),
	/** File with known issues of one's own, in the format of scenarios/known-issues.yaml. */
	'known-issues': path.optional(),
	/** Folder with scenarios of one's own. */
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

/** For editors and other programs. */
export const projectFileSchema = (): string =>
	`${JSON.stringify({title: 'netlock.yaml', ...z.toJSONSchema(projectFile, {io: 'input'})}, null, '\t')}\n`;
