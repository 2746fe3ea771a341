// Copies regular files out of an image, without running a program of it.

import type Docker from 'dockerode';
import {thenCleanUp} from '../support/clean-up.ts';
import {sizes} from '../support/limits.ts';
import {ownerOf} from '../support/owner.ts';
import {untar} from '../support/untar.ts';
import {EngineError} from './errors.ts';
import {label} from './labels.ts';
import {removeContainer} from './remove-container.ts';

/** The files of a folder by name, without subfolders. */
export const copyOut = async (docker: Docker, ref: string, folder: string): Promise<Map<string, Buffer>> => {
	const Labels = {[label.run]: 'copy', [label.cell]: 'copy', [label.owner]: ownerOf(process.pid)};
	const container = await docker.createContainer({Image: ref, Cmd: ['none'], Labels});
	return thenCleanUp(
		async () => {
			const archive = await container.getArchive({path: folder});
			// Paths begin with the folder's own name.
			const {files, broken} = await untar(archive, path => path.split('/').length === 2, {maxBytes: sizes.imageFolder});
			if (broken) throw new EngineError(`${folder} of ${ref} could not be copied out`, broken.message, broken);
			return new Map([...files].map(([path, content]) => [path.slice(path.indexOf('/') + 1), content]));
		},
		() => removeContainer(container),
	);
};
