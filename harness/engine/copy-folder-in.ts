// Copies a folder of this machine into a sandbox, with its links, owners and modes, which a root file system needs.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {sizes} from '../support/limits.ts';
import {size} from '../support/size.ts';
import {EngineError} from './errors.ts';
import type {StartedSandbox} from './sandbox.ts';

const packed = async (folder: string): Promise<Buffer> => {
	const tar = spawn('tar', ['-C', folder, '--numeric-owner', '-cf', '-', '.'], {stdio: ['ignore', 'pipe', 'pipe']});
	const ended = once(tar, 'close');
	const [archive, errors] = await Promise.all([tar.stdout.toArray(), tar.stderr.toArray()]);
	const [exit] = await ended;
	if (exit !== 0) throw new EngineError(`${folder} cannot be read whole`, Buffer.concat(errors).toString().trim());
	const whole = Buffer.concat(archive);
	if (whole.length <= sizes.imageFolder) return whole;
	throw new EngineError(`${folder} has ${size(whole.length)}, and a sandbox takes ${size(sizes.imageFolder)}`);
};

/** The folder is read once: every sandbox of a run gets the same content. */
const archives = new Map<string, Promise<Buffer>>();

const archiveOf = (folder: string): Promise<Buffer> => {
	const archive = archives.get(folder) ?? packed(folder);
	archives.set(folder, archive);
	return archive;
};

/** `target`: a new folder in the sandbox, not on a tmpfs. @throws EngineError */
export const copyFolderIn = async (sandbox: StartedSandbox, folder: string, target: string): Promise<void> => {
	const archive = await archiveOf(folder);
	const {exit, stderr} = await sandbox.exec(['mkdir', '-p', target]);
	if (exit !== 0) throw new EngineError(`${target} could not be made in a sandbox`, stderr.trim());
	try {
		await sandbox.container.putArchive(archive, {path: target});
	} catch (error) {
		throw new EngineError(`${folder} could not be copied into a sandbox`, String(error), error);
	}
};
