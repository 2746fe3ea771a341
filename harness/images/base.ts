// Resolves an image's base: the first of its bases that can be had. Kept on the engine under a name of netlock's own.
import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import {findImage, tagImage} from '../engine/images.ts';
import {type Base, baseName} from './bases.ts';
import {bootstrap} from './bootstrap.ts';
import type {ImageDefinition} from './definition.ts';
import {NoBase} from './errors.ts';
import type {Mirrors} from './mirrors.ts';
import {preflight} from './preflight.ts';
import {knownUnreachable, pullBase} from './pull.ts';

/**
 * `origin` says where it came from: a reference with digest, or that it was bootstrapped. `passedOver`: why the bases
 * before it could not be had.
 */
export type ResolvedBase = {ref: string; id: string; origin: string; passedOver: string[]};

/** The engine, and where images are fetched from. */
export type Supply = {docker: Docker; mirrors: Mirrors};

export const baseRepository = 'netlock-base';

const tagOf = (base: Base): string => baseName(base).replaceAll(/[^A-Za-z0-9_.-]+/g, '-');
const refOf = (base: Base): string => `${baseRepository}:${tagOf(base)}`;

type ResolvedPart = Omit<ResolvedBase, 'passedOver'>;

/** The base, if the engine has it; no registry is asked. */
export const keptBase = async (docker: Docker, base: Base): Promise<ResolvedPart | undefined> => {
	const image = await findImage(docker, refOf(base));
	return image && {ref: refOf(base), id: image.id, origin: image.digests[0] ?? baseName(base)};
};

const obtain = async (
	{docker, mirrors}: Supply,
	base: Base,
	packageManager: string | undefined,
	onStep: (step: string) => void,
): Promise<ResolvedPart> => {
	const ref = refOf(base);
	if ('bootstrap' in base) {
		const {id} = await bootstrap(docker, base.bootstrap, baseRepository, tagOf(base));
		return {ref, id, origin: baseName(base)};
	}
	const {reference, digest} = await pullBase(docker, mirrors, base.registry, onStep);
	const image = await findImage(docker, reference);
	if (!image) throw new ImageUnavailable(`pull ${reference}: the engine has no such image afterwards`);
	await preflight(docker, reference, image.id, packageManager);
	await tagImage(docker, reference, baseRepository, tagOf(base));
	return {ref, id: image.id, origin: digest};
};

// Images that are built side by side may share a base: it is obtained once.
const underWay = new Map<string, Promise<ResolvedPart>>();

const obtainOnce: typeof obtain = (supply, base, packageManager, onStep) => {
	const key = refOf(base);
	const known = underWay.get(key);
	if (known) return known;
	const obtaining = obtain(supply, base, packageManager, onStep).finally(() => underWay.delete(key));
	underWay.set(key, obtaining);
	return obtaining;
};

/**
 * The first that can be had. With `anew`, registries are asked also for what the engine has.
 * @throws ImageUnavailable: the only base's reason, or NoBase with all
 */
export const resolveBase = async (
	supply: Supply,
	{id, bases, packageManager}: Pick<ImageDefinition, 'id' | 'bases' | 'packageManager'>,
	onStep: (step: string) => void,
	{anew = false} = {},
): Promise<ResolvedBase> => {
	const failures: ImageUnavailable[] = [];
	for (const base of bases) {
		const passedOver = failures.map(({shortMessage}) => shortMessage);
		const kept = anew ? undefined : await keptBase(supply.docker, base);
		if (kept) return {...kept, passedOver};
		const unreachable = 'registry' in base ? knownUnreachable(supply.mirrors, base.registry) : undefined;
		if (unreachable) {
			failures.push(unreachable);
			continue;
		}
		onStep(`base ${baseName(base)}`);
		try {
			return {...(await obtainOnce(supply, base, packageManager, onStep)), passedOver};
		} catch (error) {
			if (!(error instanceof ImageUnavailable)) throw error;
			failures.push(error);
		}
	}
	const [only, ...more] = failures;
	throw only !== undefined && more.length === 0 ? only : new NoBase(id, failures);
};
