// Copies a folder of this machine into a sandbox, with its links, owners and modes, which a root file system needs.
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {sizes} from '../support/limits.ts';
import {oncePerName} from '../support/once-per.ts';
import {size} from '../support/size.ts';
import {EngineError, EngineRefused} from './errors.ts';
import type {StartedSandbox} from './sandbox.ts';

const execute = promisify(execFile);

/** tar ends when it has written more than `maxBytes`: the folder may be larger than this machine's memory. */
const packed = async (folder: string, maxBytes: number): Promise<Buffer> => {
	const words = ['-C', folder, '--numeric-owner', '-cf', '-', '.'];
	try {
		return (await execute('tar', words, {encoding: 'buffer', maxBuffer: maxBytes})).stdout;
	} catch (error) {
		const {code, message, stderr} = error as Error & {code?: unknown; stderr?: Buffer};
		if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
			throw new EngineError(`${folder} has more than the ${size(maxBytes)} that a sandbox takes`);
		}
		throw new EngineError(`${folder} cannot be read whole`, stderr?.toString().trim() || message, error);
	}
};

/** The folder is read once: every sandbox of a run gets the same content. */
const archiveOf = oncePerName<Buffer>();

/** `target`: a new folder in the sandbox, not on a tmpfs. @throws EngineError */
export const copyFolderIn = async (
	sandbox: StartedSandbox,
	folder: string,
	target: string,
	maxBytes: number = sizes.imageFolder,
): Promise<void> => {
	const archive = await archiveOf(folder, () => packed(folder, maxBytes));
	const {exit, stderr} = await sandbox.exec(['mkdir', '-p', target]);
	if (exit !== 0) throw new EngineError(`${target} could not be made in a sandbox`, stderr.trim());
	try {
		await sandbox.container.putArchive(archive, {path: target});
	} catch (error) {
		throw new EngineRefused(`${folder} could not be copied into a sandbox`, error);
	}
};
