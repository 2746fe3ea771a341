// The files of this machine that stand for a part in one image, and which of them a sandbox gets in place of the image's own.
import type {RuntimeName} from './axes.ts';

export type Artifact = {
	/** Absolute path of the executable. */
	path: string;
	/** libcriu.so.2, of CRIU. */
	libcriu?: string;
	/** Libraries that these need, named as the loader looks for them; those that the image has stay in use. */
	libraries?: readonly string[];
	/** sha256 of the executable. */
	digest: string;
	/** What it was compiled or fetched from; absent for a binary that somebody gave. */
	origin?: {
		/** sha256 of the tree, or of the source package. */
		source: string;
		/** KCIDB's patchset hash; absent without patches. */
		patchset?: string;
	};
};

/** Absent: the image's own. */
export type UnderTest = {
	runtime?: Artifact & {name: RuntimeName};
	criu?: Artifact;
};
