// The input of a build as one archive: tree, patches, the commit's hash and description, make variables, and the
// compiler cache.
import {Readable} from 'node:stream';
import {pack} from 'tar-stream';
import {UsageError} from '../model/usage-error.ts';
import type {Commit} from './commit.ts';
import type {CompilerCache} from './compiler-cache.ts';
import type {Sources} from './part.ts';
import {packTree} from './source-tree.ts';

/**
 * images/builders/build reads it. `digest`: of the tree when the build was named. A tree that has changed since is
 * refused.
 */
export const packInput = (
	part: Sources,
	{commit, cache, digest}: {commit: Commit; cache: CompilerCache | undefined; digest: string | undefined},
): Readable => {
	const input = pack();
	const {patches = [], variables = []} = part;
	const fill = async (): Promise<void> => {
		for (const [name, content] of cache ?? []) input.entry({name}, content);
		if (commit.hash !== undefined) input.entry({name: 'commit'}, commit.hash);
		if (commit.description !== undefined) input.entry({name: 'description'}, commit.description);
		if (variables.length > 0) input.entry({name: 'variables'}, variables.map(each => `${each}\n`).join(''));
		for (const [index, {content}] of patches.entries()) {
			input.entry({name: `patches/${String(index).padStart(4, '0')}.patch`}, content);
		}
		if (part.source === 'tree' && (await packTree(input, part.tree)) !== digest) {
			throw new UsageError(`${part.tree} changed while it was read`, 'Start again once nothing writes there.');
		}
		input.finalize();
	};
	fill().catch((error: unknown) => input.destroy(error as Error));
	return Readable.from(input);
};
