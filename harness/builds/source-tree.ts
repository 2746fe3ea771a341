// A source tree on this machine: its digest, and its archive for a build. `.git` is left out: a build does not need it,
// and it changes even when no source does.
import {createHash} from 'node:crypto';
import {createReadStream, statSync} from 'node:fs';
import {lstat, readdir, readFile, readlink} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import type {Pack} from 'tar-stream';
import {UsageError} from '../model/usage-error.ts';
import {sizes} from '../support/limits.ts';
import {nearPathsHelp} from '../support/near-paths.ts';
import {sha256} from '../support/sha256.ts';
import {size} from '../support/size.ts';

type Entry = {path: string; kind: 'file' | 'folder' | 'link'};

const entriesBelow = async (root: string, folder = ''): Promise<Entry[]> => {
	const found: Entry[] = [];
	const entries = await readdir(join(root, folder), {withFileTypes: true});
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		if (entry.name === '.git') continue;
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (entry.isSymbolicLink()) found.push({path, kind: 'link'});
		else if (entry.isFile()) found.push({path, kind: 'file'});
		else if (entry.isDirectory()) found.push({path, kind: 'folder'}, ...(await entriesBelow(root, path)));
	}
	return found;
};

/** @throws UsageError when the path is not a folder that can be read */
export const requireFolder = (option: string, path: string): void => {
	try {
		if (statSync(path).isDirectory()) return;
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		throw new UsageError(`${option}: cannot read ${path}: ${code}`, nearPathsHelp(path, code));
	}
	throw new UsageError(`${option}: ${path} is not a folder`);
};

/** Makes a sha256 over all entries: files by path, content and executable bit, links by their target. */
const treeHash = () => {
	const hash = createHash('sha256');
	// JSON keeps the words apart, so no file name can look like two entries.
	const add = (...words: string[]): void => void hash.update(`${JSON.stringify(words)}\n`);
	return {
		file: (path: string, mode: number, content: string): void =>
			add((mode & 0o100) === 0 ? 'file' : 'program', path, content),
		folder: (path: string): void => add('folder', path),
		link: (path: string, to: string): void => add('link', path, to),
		digest: (): string => hash.digest('hex'),
	};
};

/** sha256 of the tree's content, with its empty folders. */
export const digestTree = async (root: string): Promise<string> => {
	const hash = treeHash();
	let total = 0;
	for (const {path, kind} of await entriesBelow(root)) {
		const file = join(root, path);
		if (kind === 'folder') hash.folder(path);
		else if (kind === 'link') hash.link(path, await readlink(file));
		else {
			const {mode, size: bytes} = await lstat(file);
			total += bytes;
			if (total > sizes.tree) {
				throw new UsageError(`${root} has more than the ${size(sizes.tree)} that netlock compiles`, `See ${path}`);
			}
			hash.file(path, mode, sha256(await readFile(file)));
		}
	}
	return hash.digest();
};

/**
 * Adds the tree to an archive as `tree/…`, with its time stamps, which make compares. Returns the digest of what it
 * added. It differs from the result of `digestTree` if somebody wrote to the tree meanwhile.
 */
export const packTree = async (pack: Pack, root: string): Promise<string> => {
	const hash = treeHash();
	for (const {path, kind} of await entriesBelow(root)) {
		const file = join(root, path);
		const {mode, mtime, size} = await lstat(file);
		const name = `tree/${path}`;
		if (kind === 'file') {
			const content = createHash('sha256');
			const source = createReadStream(file).on('data', chunk => content.update(chunk));
			await pipeline(source, pack.entry({name, mode, mtime, size}));
			hash.file(path, mode, content.digest('hex'));
		} else if (kind === 'folder') {
			pack.entry({name, mode: mode | 0o700, mtime, type: 'directory'});
			hash.folder(path);
		} else {
			const linkname = await readlink(file);
			pack.entry({name, mtime, type: 'symlink', linkname});
			hash.link(path, linkname);
		}
	}
	return hash.digest();
};
