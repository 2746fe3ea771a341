// A source tree on this machine: named for its content, and packed to be compiled elsewhere. Without `.git`, which a build
// does not need and which changes when nothing has.
import {createHash} from 'node:crypto';
import {createReadStream, statSync} from 'node:fs';
import {lstat, readdir, readFile, readlink} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import type {Pack} from 'tar-stream';
import {UsageError} from '../model/usage-error.ts';

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

/** @throws UsageError when it is not a folder that can be read */
export const requireFolder = (option: string, path: string): void => {
	try {
		if (statSync(path).isDirectory()) return;
	} catch (error) {
		throw new UsageError(`${option}: cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
	}
	throw new UsageError(`${option}: ${path} is not a folder`);
};

/** sha256 over every file's path, content and whether it may be executed; links by where they point; and folders. */
export const digestTree = async (root: string): Promise<string> => {
	const hash = createHash('sha256');
	// No file can be named so that it looks like two.
	const add = (...words: string[]): void => void hash.update(`${JSON.stringify(words)}\n`);
	for (const {path, kind} of await entriesBelow(root)) {
		const file = join(root, path);
		if (kind === 'folder') add(kind, path);
		else if (kind === 'link') add(kind, path, await readlink(file));
		else {
			const content = createHash('sha256').update(await readFile(file));
			const executable = ((await lstat(file)).mode & 0o100) !== 0;
			add(executable ? 'program' : kind, path, content.digest('hex'));
		}
	}
	return hash.digest('hex');
};

/** Adds the tree to an archive as `tree/…`, with its time stamps: make goes by them. */
export const packTree = async (pack: Pack, root: string): Promise<void> => {
	for (const {path, kind} of await entriesBelow(root)) {
		const file = join(root, path);
		const {mode, mtime, size} = await lstat(file);
		const name = `tree/${path}`;
		if (kind === 'file') await pipeline(createReadStream(file), pack.entry({name, mode, mtime, size}));
		else if (kind === 'folder') pack.entry({name, mode: mode | 0o700, mtime, type: 'directory'});
		else pack.entry({name, mtime, type: 'symlink', linkname: await readlink(file)});
	}
};
