// Describes a part of a build in words: its origin and its patches. Whole paths are in verdict.json.
import {basename} from 'node:path';
import type {Part} from './part.ts';
import {patchsetDigest} from './patches.ts';

const short = (digest: string): string => digest.slice(0, 12);

const describePatches = (part: Part): string => {
	const patches = ('patches' in part && part.patches) || [];
	const digest = patchsetDigest(patches);
	if (digest === undefined) return '';
	return ` with ${patches.length === 1 ? 'one patch' : `${patches.length} patches`} (${short(digest)})`;
};

export const describePart = (part: Part): string => {
	switch (part.source) {
		case 'tree':
			return `the tree ${basename(part.tree)}${describePatches(part)}`;
		case 'commit':
			return `${part.ref} of ${basename(part.repository)}${describePatches(part)}`;
		case 'binary':
			return `${basename(part.path)} (sha256 ${short(part.digest)})`;
		case 'image':
			return `the packages of ${part.image}`;
		case 'copr':
			return `copr:${part.project}`;
		default:
			return `the image's ${part.source}${describePatches(part)}`;
	}
};
