// Files of this machine that take the place of an image's own in a sandbox: a runtime, CRIU, libcriu.
import type {RuntimeName} from './axes.ts';

/** Absolute paths on this machine; absent: the image's own. */
export type UnderTest = {
	runtime?: {name: RuntimeName; path: string};
	criu?: string;
	libcriu?: string;
	/** Libraries that these need, named as the loader looks for them; what the image has of them is not replaced. */
	libraries?: readonly string[];
};
