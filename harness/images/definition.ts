// images/<folder>/image.yaml: describes the images of one distro. A folder gives an image for each variant.
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
	/** Folder below images/recipes/ with the Containerfile. Absent: it is beside image.yaml. */
	recipe: name.optional(),
	/** Build argument PACKAGES of the recipe. Packages of a variant are added to those of the folder. */
	packages: z.array(word).optional(),
	/** Other build arguments of the recipe. */
	arguments: z.record(z.string().regex(/^[A-Z][A-Z_]*$/), z.string()).optional(),
	/** Facts that are expected. netlock measures the facts, and reports a difference as drift. */
	expect: expect.optional(),
	/** Processors that its binaries run on, one of them: `x86-64-v3`, `aarch64`. Absent: any. */
	architectures: z.array(z.string()).min(1).optional(),
	/** Runtimes that the distro does not have, and why: their cells are `miss`. */
	lacks: z.partialRecord(z.enum(runtimeNames), z.string().min(1)).optional(),
	/** Whether it is in the core. */
	core: z.boolean().optional(),
	notes: z.string().optional(),
};

const variant = z.strictObject({title: z.string().min(1).optional(), ...common});
type Variant = z.infer<typeof variant>;

/** image.yaml */
export const definition = z.strictObject({
	title: z.string().min(1),
	...common,
	bases,
	/** `full` has the folder's name, any other variant `<folder>-<variant>`. Absent: only `full`. */
	variants: z.record(name, z.union([variant, z.null()])).optional(),
});
type Definition = z.infer<typeof definition>;

export type ImageDefinition = {
	id: string;
	title: string;
	bases: z.infer<typeof bases>;
	/** Folder with the Containerfile, which is the context of the build. */
	context: string;
	buildArguments: Record<string, string>;
	recipe?: string;
	/** The package manager that the recipe needs in a base. */
	packageManager?: string;
	expect: Expect;
	architectures?: readonly string[];
	lacks: Partial<Record<(typeof runtimeNames)[number], string>>;
	core: boolean;
	notes?: string;
};

const help = 'See docs/adding-an-image.md';
/** The folder of the C tools that are in every image. Cells do not run in its image. */
const toolsFolder = 'tools';
const recipesFolder = 'recipes';
/** The folder of the builders' recipes: see harness/builds/builder.ts. */
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

/** The image that the tools are compiled in. Any Debian with a C compiler works, because the tools are static. */
export const toolsDefinition = async (folder: string): Promise<ImageDefinition> => {
	const [tools] = await readFolder(folder, toolsFolder);
	if (tools === undefined) throw new FileInvalid(join(folder, toolsFolder, 'image.yaml'), 'has no variant', help);
	return tools;
};

/** Names of the core images. */
export const coreImages = (images: readonly ImageDefinition[]): string[] =>
	images.filter(({core}) => core).map(({id}) => id);
