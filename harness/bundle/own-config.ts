// config.json of the user's own bundle: what it must contain so that a scenario can run it, and what a scenario adds to
// it.
import {isAbsolute, normalize} from 'node:path';
import {z} from 'zod';
import type {NetworkNamespace} from './config.ts';
import {isConfined, nameOfCapability} from './confined-capabilities.ts';

const leaves = (path: string): boolean => isAbsolute(path) || normalize(path).split('/')[0] === '..';

/** Folders that the kernel provides in every sandbox. */
const isOfKernel = (path: string): boolean => /^\/(dev|proc|sys)(\/|$)/.test(path);

const mount = z
	.looseObject({
		destination: z.string(),
		type: z.string().optional(),
		source: z.string().optional(),
		options: z.array(z.string()).optional(),
	})
	.refine(
		({type, source = '', options = []}) =>
			!(type === 'bind' || options.includes('bind') || options.includes('rbind')) ||
			!leaves(source) ||
			isOfKernel(source),
		{path: ['source'], message: 'is outside of the bundle, and a sandbox gets nothing else of this machine'},
	);

const capability = z.string().refine(isConfined, 'may reach beyond a sandbox, or is no capability');

/** The parts that netlock reads or changes. Everything else stays as it is. */
export const ownConfig = z.looseObject({
	ociVersion: z.string().regex(/^1\.\d+\.\d+/, 'must be a version 1 of the OCI runtime specification'),
	annotations: z.record(z.string(), z.string()).optional(),
	process: z.looseObject({
		terminal: z
			.boolean()
			.refine(terminal => !terminal, 'must be false: nobody is there to type')
			.optional(),
		args: z.array(z.string()).min(1),
		capabilities: z.record(z.string(), z.array(capability)).optional(),
	}),
	root: z.looseObject({
		path: z
			.string()
			.min(1)
			.refine(path => !leaves(path), 'must be a path in the bundle'),
	}),
	mounts: z.array(mount).optional(),
	linux: z
		.looseObject({
			cgroupsPath: z.string().optional(),
			namespaces: z.array(z.looseObject({type: z.string(), path: z.string().optional()})).optional(),
		})
		.optional(),
});
export type OwnConfig = z.infer<typeof ownConfig>;

/** Capabilities of the process, which its sandbox must have too: `KILL`, in the spelling of engines. */
export const capabilitiesOf = ({process: {capabilities = {}}}: OwnConfig): string[] =>
	[...new Set(Object.values(capabilities).flat())].map(nameOfCapability).toSorted();

/** What a scenario asks for. `id`: of a second container, which must not share the cgroup of the first one. */
type Added = {network: NetworkNamespace; annotations: Record<string, string>; id?: string | undefined};

export const withAdded = (own: OwnConfig, {network, annotations, id}: Added): OwnConfig => {
	const {namespaces = [], cgroupsPath} = own.linux ?? {};
	const others = namespaces.filter(({type}) => type !== 'network');
	const {kind} = network;
	const added = kind === 'host' ? [] : [{type: 'network', ...(kind === 'path' && {path: network.path})}];
	return {
		...own,
		annotations: {...own.annotations, ...annotations},
		linux: {
			...own.linux,
			namespaces: [...others, ...added],
			...(id !== undefined && cgroupsPath !== undefined && {cgroupsPath: `${cgroupsPath}-${id}`}),
		},
	};
};
