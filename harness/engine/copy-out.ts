// Copies regular files out of an image, without running anything of it.
import {Readable} from 'node:stream';
import type Docker from 'dockerode';
import {extract} from 'tar-stream';
import {label} from './labels.ts';
import {ownerOf} from './sweep.ts';

/** Files of a folder by name; nothing below it. */
export const copyOut = async (docker: Docker, ref: string, folder: string): Promise<Map<string, Buffer>> => {
	const Labels = {[label.run]: 'copy', [label.cell]: 'copy', [label.owner]: ownerOf(process.pid)};
	const container = await docker.createContainer({Image: ref, Cmd: ['none'], Labels});
	const files = new Map<string, Buffer>();
	try {
		const archive = await container.getArchive({path: folder});
		for await (const entry of Readable.from(archive).pipe(extract())) {
			const [, name, ...deeper] = entry.header.name.split('/');
			if (entry.header.type === 'file' && name !== undefined && deeper.length === 0) {
				files.set(name, Buffer.concat(await Readable.from(entry).toArray()));
			} else entry.resume();
		}
	} finally {
		await container.remove({force: true});
	}
	return files;
};
