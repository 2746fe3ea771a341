// The files of this machine that stand for a part in one image, and which of them a sandbox gets in place of the image's own.
import {z} from 'zod';
import {runtimeNames} from './axes.ts';

const artifact = z.object({
	/** Absolute path of the executable. */
	path: z.string(),
	/** libcriu.so.2, of CRIU. */
	libcriu: z.string().exactOptional(),
	/** Libraries that these need, named as the loader looks for them; those that the image has stay in use. */
	libraries: z.array(z.string()).exactOptional(),
	/** sha256 of the executable. */
	digest: z.string(),
	/** What it was compiled or fetched from; absent for a binary that somebody gave. */
	origin: z
		.object({
			/** sha256 of the tree, or of the source package. */
			source: z.string(),
			/** KCIDB's patchset hash; absent without patches. */
			patchset: z.string().exactOptional(),
		})
		.exactOptional(),
});
export type Artifact = z.infer<typeof artifact>;

/** Absent: the image's own. */
export const underTest = z.object({
	runtime: artifact.extend({name: z.enum(runtimeNames)}).exactOptional(),
	criu: artifact.exactOptional(),
	/** libcriu.so.2 on its own; before the one that comes with CRIU. */
	libcriu: artifact.exactOptional(),
	podman: artifact.exactOptional(),
});
export type UnderTest = z.infer<typeof underTest>;
