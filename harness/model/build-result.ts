// What was under test: a runtime and, where they are not the image's own, CRIU and libcriu.
import {z} from 'zod';
import {runtimeNames} from './axes.ts';
import {criuFacts} from './facts.ts';

/** Where a runtime or CRIU under test came from, and what came of it. */
export const partResult = z.object({
	source: z.enum(['package', 'binary', 'tree', 'commit', 'source package', 'copr', 'image']),
	/** sha256 of a binary under test; for packages see the image's facts. */
	digest: z.string().optional(),
	/** Binary, tree or repository on the machine of the run; COPR project; image that it was taken from. */
	path: z.string().optional(),
	/** Hash of what was taken out of a repository. */
	commit: z.string().optional(),
	/** Whether the binary's folder was named, for the libraries in it. */
	folder: z.boolean().optional(),
	/** `NAME=VALUE`, as make was given them. */
	variables: z.array(z.string()).optional(),
	/** Image id → what was made for it. */
	made: z
		.record(
			z.string(),
			z.object({
				/** sha256 of the executable. */
				digest: z.string(),
				/** sha256 of the source tree, or of the source package. */
				source: z.string().optional(),
				/** KCIDB's patchset hash. */
				patchset: z.string().optional(),
			}),
		)
		.optional(),
	/** Image id → what `--version` prints there (first line). */
	versions: z.record(z.string(), z.string()),
});
export type PartResult = z.infer<typeof partResult>;

export const buildResult = partResult.extend({
	/** Column name: `crun`, `crun@label`, `crun@label+criu@label`. */
	id: z.string(),
	runtime: z.enum(runtimeNames),
	/** Absent: the image's own. `facts`: image id → what was measured with it there. */
	criu: partResult.extend({facts: z.record(z.string(), criuFacts)}).optional(),
	/** Absent: the image's own, or the one that comes with CRIU. */
	libcriu: partResult.optional(),
	/** Absent: the image's own. */
	podman: partResult.optional(),
});
export type BuildResult = z.infer<typeof buildResult>;
