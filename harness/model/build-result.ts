// A build in the results: a runtime and, if they are not the image's own, CRIU, libcriu and podman.
import {z} from 'zod';
import {runtimeNames} from './axes.ts';
import {criuFacts} from './facts.ts';
import {name} from './name.ts';

/** The origin of a part under test, and what was made from it. */
export const partResult = z.object({
	source: z.enum(['package', 'binary', 'tree', 'commit', 'source package', 'copr', 'image']),
	/** sha256 of a binary under test. Packages have theirs in the image's facts. */
	digest: z.string().optional(),
	/**
	 * Path of the binary, tree or repository on the machine of the run; or the COPR project; or the image that it was
	 * taken from.
	 */
	path: z.string().optional(),
	/** Hash of the commit in the repository. */
	commit: z.string().optional(),
	/** Whether the user named the binary's folder, so that its libraries count. */
	folder: z.boolean().optional(),
	/** `NAME=VALUE`: variables for make. */
	variables: z.array(z.string()).optional(),
	/** Image id → the artifact for it. */
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
	/** Image id → the first line that `--version` prints there. */
	versions: z.record(z.string(), z.string()),
});
export type PartResult = z.infer<typeof partResult>;

export const buildResult = partResult.extend({
	/** Column name: `crun`, `crun@label`, `crun@label+criu@label`. */
	id: name,
	runtime: z.enum(runtimeNames),
	/** Absent: the image's own. `facts`: image id → facts that were measured with this CRIU there. */
	criu: partResult.extend({facts: z.record(z.string(), criuFacts)}).optional(),
	/** Absent: the image's own, or the one that comes with CRIU. */
	libcriu: partResult.optional(),
	/** Absent: the image's own. */
	podman: partResult.optional(),
});
export type BuildResult = z.infer<typeof buildResult>;
