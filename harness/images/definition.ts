// images/<id>/image.yaml: what an image is made from.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import {readYaml} from '../plan/read-yaml.ts';

const base = z.union([
	z.strictObject({registry: z.string()}),
	z.strictObject({
		bootstrap: z.strictObject({
			tool: z.literal('mmdebstrap'),
			suite: z.string().regex(/^[a-z]+$/),
		}),
	}),
]);
export type Base = z.infer<typeof base>;

const definition = z.strictObject({
	title: z.string(),
	/** In order of preference. */
	bases: z.array(base).min(1),
	/** What one expects to find, in words; what is there is measured. */
	notes: z.string().optional(),
});

export type ImageDefinition = z.infer<typeof definition> & {
	id: string;
	/** Folder with Containerfile and image.yaml: the whole context of the build. */
	folder: string;
};

/** @throws FileInvalid */
const readDefinition = async (folder: string, id: string): Promise<ImageDefinition> => {
	const read = await readYaml(join(folder, id, 'image.yaml'), definition, 'See images/debian-trixie/image.yaml');
	return {...read, id, folder: join(folder, id)};
};

/** The folder that every image's C parts are built from; not an image that cells run in. */
export const toolsFolder = 'tools';

/** Every image under images/, by name. */
export const readImages = async (folder: string): Promise<ImageDefinition[]> => {
	const entries = await readdir(folder, {withFileTypes: true});
	const ids = entries.filter(each => each.isDirectory() && each.name !== toolsFolder).map(each => each.name);
	return Promise.all(ids.sort().map(id => readDefinition(folder, id)));
};

/** What the tools are built from: any Debian with a C compiler will do, since they are static. */
export const toolsDefinition = (folder: string): Promise<ImageDefinition> => readDefinition(folder, toolsFolder);
