// The store of results: a file for each key, which begins with the digest of the rest. A damaged file is ignored.
import {existsSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {cached, cellResult} from '../../model/cell-result.ts';
import {sha256} from '../../support/sha256.ts';
import {writeWhole} from '../../support/write-whole.ts';

/** An entry without a result: a cell with this key had an unexpected outcome, so its results are not reused. */
const entry = z.object({
	schema: z.literal(1),
	key: z.string(),
	/** When, where and in which run it was measured. */
	measured: cached,
	result: cellResult.exactOptional(),
});
export type Entry = z.infer<typeof entry>;

export type Limits = {entries: number; bytes: number; days: number};

/** About a whole matrix of all images, three times. */
const usualLimits: Limits = {entries: 40_000, bytes: 512 * 2 ** 20, days: 30};

export type Store = {
	/** Undefined where there is none, or one that was altered: that is removed. */
	read: (key: string) => Entry | undefined;
	/** @throws FileNotWritten */
	write: (entry: Omit<Entry, 'schema'>) => void;
	remove: (key: string) => void;
	/** Removes results that are too old, and then the oldest ones above the limit. */
	prune: () => void;
};

const dayMs = 86_400_000;

export const cacheFolder = (home: string): string => join(home, 'results');

/** An entry whose digest is that of its text, and whose key is the one that it was asked for by. */
const parse = (text: string, key: string): Entry | undefined => {
	const end = text.indexOf('\n');
	const content = text.slice(end + 1);
	if (text.slice(0, end) !== sha256(content)) return undefined;
	const parsed = entry.safeParse(JSON.parse(content));
	return parsed.data?.key === key ? parsed.data : undefined;
};

export const openStore = (folder: string, limits = usualLimits, now = Date.now()): Store => {
	const fileOf = (key: string): string => join(folder, key);
	const remove = (key: string): void => {
		try {
			rmSync(fileOf(key), {force: true});
		} catch {
			// It belongs to another user, or is no file of the store. No run fails for that.
		}
	};
	return {
		read: key => {
			let text: string;
			try {
				text = readFileSync(fileOf(key), 'utf8');
			} catch {
				return undefined;
			}
			const found = parse(text, key);
			if (found === undefined) remove(key);
			return found;
		},
		write: each => {
			const content = JSON.stringify({schema: 1, ...each});
			writeWhole(fileOf(each.key), `${sha256(content)}\n${content}`);
		},
		remove,
		prune: () => {
			if (!existsSync(folder)) return;
			const files = readdirSync(folder)
				.map(name => ({name, ...stateOf(join(folder, name))}))
				.sort((one, other) => other.time - one.time);
			let bytes = 0;
			for (const [index, {name, size, time}] of files.entries()) {
				bytes += size;
				const isOld = now - time > limits.days * dayMs;
				if (isOld || index >= limits.entries || bytes > limits.bytes) remove(name);
			}
		},
	};
};

/** Another netlock may have removed the file meanwhile. */
const stateOf = (file: string): {size: number; time: number} => {
	const {size = 0, mtimeMs = 0} = statSync(file, {throwIfNoEntry: false}) ?? {};
	return {size, time: mtimeMs};
};
