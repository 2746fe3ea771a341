// Copies folders from one sandbox to another. The folders are on tmpfs, which the engine's own copying does not reach.
// So the archive is unpacked on the container's file system first.
import {NetlockError} from '../support/errors.ts';
import {sizes} from '../support/limits.ts';
import {EngineError} from './errors.ts';
import type {StartedSandbox} from './sandbox.ts';

const landing = '/var/tmp';

const checked = async (sandbox: StartedSandbox, argv: readonly string[]): Promise<Uint8Array> => {
	const {exit, stdout, stderr, excess} = await sandbox.exec(argv, {outputBytes: sizes.archive});
	if (excess !== undefined) {
		throw new NetlockError('product', `what is to be carried over to another sandbox is too large: tar ${excess}`);
	}
	if (exit !== 0)
		throw new EngineError(`\`${argv[0]}\` failed while folders were copied to another sandbox`, stderr.trim());
	return stdout;
};

/** `folders` keep their paths. @throws EngineError */
export const copyFolders = async (
	from: StartedSandbox,
	to: StartedSandbox,
	folders: readonly string[],
): Promise<void> => {
	const archive = await checked(from, ['tar', '-C', '/', '-cf', '-', ...folders.map(each => each.slice(1))]);
	await to.container.putArchive(Buffer.from(archive), {path: landing});
	for (const folder of folders) {
		await checked(to, ['rm', '-rf', folder]);
		await checked(to, ['mv', `${landing}${folder}`, folder]);
	}
};
