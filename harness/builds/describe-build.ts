// A column as results.json has it: the origin, the sources and the versions of its parts.
import type {BuildResult, PartResult} from '../model/build-result.ts';
import type {Build} from './columns.ts';
import type {MeasuredBuild} from './measure-build.ts';
import type {Part} from './part.ts';

/** Image id → the column as measured in that image. */
type PerImage = readonly (readonly [string, MeasuredBuild])[];

const pathOf = (part: Part): string | undefined => {
	if (part.source === 'binary') return part.path;
	if (part.source === 'tree') return part.tree;
	if (part.source === 'image') return part.image;
	if (part.source === 'commit') return part.repository;
	return part.source === 'copr' ? part.project : undefined;
};

const ofEachImage = <Value>(
	images: PerImage,
	get: (measured: MeasuredBuild) => Value | undefined,
): Record<string, Value> =>
	Object.fromEntries(
		images.flatMap(([image, measured]) => {
			const value = get(measured);
			return value === undefined ? [] : [[image, value] as const];
		}),
	);

const partResult = (part: Part, images: PerImage, which: 'runtime' | 'criu' | 'libcriu' | 'podman'): PartResult => {
	const path = pathOf(part);
	const made = ofEachImage(images, ({underTest}) => {
		const {digest, origin} = underTest[which] ?? {};
		return digest === undefined || part.source === 'binary' ? undefined : {digest, ...origin};
	});
	return {
		source: part.source,
		...('variables' in part && part.variables !== undefined && {variables: [...part.variables]}),
		...(part.source === 'binary' && {digest: part.digest}),
		...(part.source === 'commit' && {commit: part.hash}),
		...(part.source === 'binary' && (part.libcriu ?? part.libraries) !== undefined && {folder: true}),
		...(path !== undefined && {path}),
		...(Object.keys(made).length > 0 && {made}),
		versions: ofEachImage(images, ({versions}) => versions[which]),
	};
};

export const describeBuild = ({id, runtime, from, criu, libcriu, podman}: Build, images: PerImage): BuildResult => ({
	id,
	runtime,
	...partResult(from, images, 'runtime'),
	...(criu.source !== 'package' && {
		criu: {...partResult(criu, images, 'criu'), facts: ofEachImage(images, ({replaced}) => replaced.criu)},
	}),
	...(libcriu && {libcriu: partResult(libcriu, images, 'libcriu')}),
	...(podman && {podman: partResult(podman, images, 'podman')}),
});
