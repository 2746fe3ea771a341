// Copies files of this machine into a sandbox. A mount would be unsafe: root in a sandbox can make a mount writable
// again and change the machine's file.
import {readFile, stat} from 'node:fs/promises';
import {Readable} from 'node:stream';
import {pack} from 'tar-stream';
import {EngineRefused} from './errors.ts';
import type {StartedSandbox} from './sandbox.ts';

/** `files`: path in the sandbox, not on a tmpfs → path on this machine. @throws EngineError */
export const copyIn = async (sandbox: StartedSandbox, files: Readonly<Record<string, string>>): Promise<void> => {
	const archive = pack();
	try {
		for (const [target, source] of Object.entries(files)) {
			const {mode, mtime} = await stat(source);
			archive.entry({name: target.slice(1), mode: mode & 0o777, mtime}, await readFile(source));
		}
		archive.finalize();
		// If the length is not known, an engine may read the archive in parts and answer before the last one.
		const whole = Buffer.concat(await Readable.from(archive).toArray());
		await sandbox.container.putArchive(whole, {path: '/'});
	} catch (error) {
		throw new EngineRefused(`${Object.values(files).join(', ')} could not be copied into a sandbox`, error);
	}
};
