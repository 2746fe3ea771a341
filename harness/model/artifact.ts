// The files of a part in one image, and which of them replace the image's own in a sandbox.
import {z} from 'zod';
import {runtimeNames} from './axes.ts';

const artifact = z.object({
	/** Absolute path of the executable. */
	path: z.string(),
	/** The libcriu.so.2 of a CRIU. */
	libcriu: z.string().exactOptional(),
	/**
	 * Libraries that these files need, named as the loader looks for them. A library that the image has is not replaced.
	 */
	libraries: z.array(z.string()).exactOptional(),
	/** sha256 of the executable. */
	digest: z.string(),
	/** What it was compiled or fetched from. Absent: the user named a binary. */
	origin: z
		.object({
			/** sha256 of the tree, or of the source package. */
			source: z.string(),
			/** KCIDB's patchset hash. Absent: no patches. */
			patchset: z.string().exactOptional(),
		})
		.exactOptional(),
});
export type Artifact = z.infer<typeof artifact>;

/** Absent: the image's own. */
export const underTest = z.object({
	runtime: artifact.extend({name: z.enum(runtimeNames)}).exactOptional(),
	criu: artifact.exactOptional(),
	/** libcriu.so.2 on its own. It wins over the one that comes with CRIU. */
	libcriu: artifact.exactOptional(),
	podman: artifact.exactOptional(),
});
export type UnderTest = z.infer<typeof underTest>;
