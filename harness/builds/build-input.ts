// What a build is given, as one archive: the tree, patches, what git says of the tree, variables for make, and the compiler cache.
import {Readable} from 'node:stream';
import {pack} from 'tar-stream';
import type {Commit} from './commit.ts';
import type {Sources} from './request.ts';
import {packTree} from './source-tree.ts';

/** The compiler cache, in what a build is given and in what it gives back. */
export const cacheName = 'ccache.tar';

/** images/builders/build reads it. */
export const packInput = (part: Sources, commit: Commit, cache: Buffer | undefined): Readable => {
	const input = pack();
	const {patches = [], variables = []} = part;
	const fill = async (): Promise<void> => {
		if (cache) input.entry({name: cacheName}, cache);
		if (commit.hash !== undefined) input.entry({name: 'commit'}, commit.hash);
		if (commit.description !== undefined) input.entry({name: 'description'}, commit.description);
		if (variables.length > 0) input.entry({name: 'variables'}, variables.map(each => `${each}\n`).join(''));
		for (const [index, {content}] of patches.entries()) {
			input.entry({name: `patches/${String(index).padStart(4, '0')}.patch`}, content);
		}
		if (part.source === 'tree') await packTree(input, part.tree);
		input.finalize();
	};
	fill().catch((error: unknown) => input.destroy(error as Error));
	return Readable.from(input);
};
