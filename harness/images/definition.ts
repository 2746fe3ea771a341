// images/<folder>/image.yaml: what the images of one distro are made from. A folder gives an image per variant.
import {existsSync} from 'node:fs';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import {runtimeNames} from '../model/axes.ts';
import {FileInvalid, readYaml} from '../model/read-yaml.ts';
import {bases} from './bases.ts';
import {type Expect, expect, mergeExpect} from './expect.ts';

const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9+._/:~-]*$/);
const name = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);

const common = {
	bases: bases.optional(),
	/** Folder below images/recipes/ with the Containerfile; without it, it is beside image.yaml. */
	recipe: name.optional(),
	/** For the recipe: its build argument PACKAGES. A variant's come on top of the folder's. */
	packages: z.array(word).optional(),
	/** More build arguments of the recipe. */
	arguments: z.record(z.string().regex(/^[A-Z][A-Z_]*$/), z.string()).optional(),
	/** What one counts on finding; what is there is measured, and a difference is reported. */
	expect: expect.optional(),
	/** Processors that its binaries run on, any of them: `x86-64-v3`, `aarch64`. Absent: any. */
	architectures: z.array(z.string()).min(1).optional(),
	/** Runtimes that the distro does not have, and why: their cells are `miss`. */
	lacks: z.partialRecord(z.enum(runtimeNames), z.string().min(1)).optional(),
	/** One of those that a first look takes. */
	core: z.boolean().optional(),
	notes: z.string().optional(),
};

const variant = z.strictObject({title: z.string().min(1).optional(), ...common});
type Variant = z.infer<typeof variant>;

const definition = z.strictObject({
	title: z.string().min(1),
	...common,
	bases,
	/** `full` bears the folder's name, any other `<folder>-<variant>`. Absent: only `full`. */
	variants: z.record(name, z.union([variant, z.null()])).optional(),
});
type Definition = z.infer<typeof definition>;

export type ImageDefinition = {
	id: string;
	title: string;
	bases: z.infer<typeof bases>;
	/** Folder with the Containerfile: the context of the build. */
	context: string;
	buildArguments: Record<string, string>;
	recipe?: string;
	/** What the recipe needs to find in a base. */
	packageManager?: string;
	expect: Expect;
	architectures?: readonly string[];
	lacks: Partial<Record<(typeof runtimeNames)[number], string>>;
	core: boolean;
	notes?: string;
};

const help = 'See docs/adding-an-image.md';
/** The folder that every image's C parts are built from; not an image that cells run in. */
const toolsFolder = 'tools';
const recipesFolder = 'recipes';
/** How builders are made of images: see harness/builds/builder.ts. */
const buildersFolder = 'builders';
const notDistros = [toolsFolder, recipesFolder, buildersFolder];

/** images/recipes/<name>/recipe.yaml */
const recipeFile = z.strictObject({packageManager: word});

const expand = async (
	images: string,
	folder: string,
	whole: Definition,
	key: string,
	part: Variant,
): Promise<ImageDefinition> => {
	const id = key === 'full' ? folder : `${folder}-${key}`;
	const recipe = part.recipe ?? whole.recipe;
	const context = recipe === undefined ? join(images, folder) : join(images, recipesFolder, recipe);
	if (!existsSync(join(context, 'Containerfile'))) {
		throw new FileInvalid(join(images, folder, 'image.yaml'), `${id} has no Containerfile in ${context}`, help);
	}
	const {packageManager} = recipe === undefined ? {} : await readYaml(join(context, 'recipe.yaml'), recipeFile, help);
	const packages = [...(whole.packages ?? []), ...(part.packages ?? [])];
	const architectures = part.architectures ?? whole.architectures;
	const notes = [whole.notes, part.notes].filter(each => each !== undefined).join(' ');
	return {
		id,
		title: part.title === undefined ? whole.title : `${whole.title}, ${part.title}`,
		bases: part.bases ?? whole.bases,
		context,
		buildArguments: {
			...(packages.length > 0 && {PACKAGES: packages.join(' ')}),
			...whole.arguments,
			...part.arguments,
		},
		...(recipe !== undefined && {recipe}),
		...(packageManager !== undefined && {packageManager}),
		expect: mergeExpect(whole.expect, part.expect),
		...(architectures && {architectures}),
		lacks: {...whole.lacks, ...part.lacks},
		core: part.core ?? whole.core ?? false,
		...(notes !== '' && {notes}),
	};
};

/** @throws FileInvalid */
const readFolder = async (images: string, folder: string): Promise<ImageDefinition[]> => {
	const whole = await readYaml(join(images, folder, 'image.yaml'), definition, help);
	const variants = Object.entries(whole.variants ?? {full: {}});
	return Promise.all(variants.map(([key, part]) => expand(images, folder, whole, key, part ?? {})));
};

/** Every image under images/, by name. @throws FileInvalid */
export const readImages = async (folder: string): Promise<ImageDefinition[]> => {
	const entries = await readdir(folder, {withFileTypes: true});
	const folders = entries.filter(each => each.isDirectory() && !notDistros.includes(each.name)).map(each => each.name);
	const images = (await Promise.all(folders.map(each => readFolder(folder, each)))).flat();
	const twice = images.find(({id}, index) => images.findIndex(each => each.id === id) !== index);
	if (twice) throw new FileInvalid(folder, `two images are called ${twice.id}`, help);
	return images.sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** What the tools are built from: any Debian with a C compiler will do, since they are static. */
export const toolsDefinition = async (folder: string): Promise<ImageDefinition> => {
	const [tools] = await readFolder(folder, toolsFolder);
	if (tools === undefined) throw new FileInvalid(join(folder, toolsFolder, 'image.yaml'), 'has no variant', help);
	return tools;
};

/** Names of the images that a first look takes. */
export const coreImages = (images: readonly ImageDefinition[]): string[] =>
	images.filter(({core}) => core).map(({id}) => id);
