// Gets an image's base: the first of its bases that is available. The engine keeps it under a name of netlock's.
import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import {findImage, tagImage} from '../engine/images.ts';
import type {OnStep} from '../model/step.ts';
import {whileUnderWay} from '../support/while-under-way.ts';
import {type Base, baseName} from './bases.ts';
import {bootstrap} from './bootstrap.ts';
import type {ImageDefinition} from './definition.ts';
import {NoBase} from './errors.ts';
import {preflight} from './preflight.ts';
import {pullBase} from './pull.ts';
import {knownUnreachable, type Supply} from './supply.ts';

/** `origin`: a reference with digest, or a note that it was bootstrapped. */
export type StoredBase = {ref: string; id: string; origin: string};

/** `passedOver`: why the bases before it are unavailable. */
export type ResolvedBase = StoredBase & {passedOver: string[]};

export const baseRepository = 'netlock-base';

const tagOf = (base: Base): string => baseName(base).replaceAll(/[^A-Za-z0-9_.-]+/g, '-');
const refOf = (base: Base): string => `${baseRepository}:${tagOf(base)}`;

/** The base, if the engine has it. No registry is asked. */
export const storedBase = async (docker: Docker, base: Base): Promise<StoredBase | undefined> => {
	const image = await findImage(docker, refOf(base));
	// Podman makes up a digest for every name, so also for the one that netlock gave.
	const pulled = image?.digests.find(digest => !digest.startsWith(`${baseRepository}@`));
	return image && {ref: refOf(base), id: image.id, origin: pulled ?? baseName(base)};
};

/** What is known about an image's bases, by name: those that the engine has, and why others are unavailable. */
export type BasesView = {
	stored: ReadonlyMap<string, StoredBase>;
	failed: ReadonlyMap<string, ImageUnavailable>;
};

export const viewBases = async (supply: Supply, bases: readonly Base[]): Promise<BasesView> => {
	const stored = new Map<string, StoredBase>();
	const failed = new Map<string, ImageUnavailable>();
	for (const base of bases) {
		const known = await storedBase(supply.docker, base);
		if (known) stored.set(baseName(base), known);
		const unreachable = 'registry' in base ? knownUnreachable(supply, base.registry) : undefined;
		if (unreachable) failed.set(baseName(base), unreachable);
	}
	return {stored, failed};
};

type Bases = Pick<ImageDefinition, 'id' | 'bases' | 'packageManager'>;

/**
 * The base to build on, or the next one to fetch. @throws ImageUnavailable with the only base's reason, or NoBase with
 * all reasons
 */
export const chooseBase = ({id, bases}: Bases, {stored, failed}: BasesView): {use: ResolvedBase} | {fetch: Base} => {
	const failures: ImageUnavailable[] = [];
	for (const base of bases) {
		const found = stored.get(baseName(base));
		if (found) return {use: {...found, passedOver: failures.map(({shortMessage}) => shortMessage)}};
		const failure = failed.get(baseName(base));
		if (!failure) return {fetch: base};
		failures.push(failure);
	}
	const [only, ...more] = failures;
	throw only !== undefined && more.length === 0 ? only : new NoBase(id, failures);
};

const pullOrBootstrap = async (
	supply: Supply,
	base: Base,
	packageManager: string | undefined,
	onStep: OnStep,
): Promise<StoredBase> => {
	const {docker} = supply;
	const ref = refOf(base);
	if ('bootstrap' in base) {
		const {id} = await bootstrap(docker, base.bootstrap, baseRepository, tagOf(base));
		return {ref, id, origin: baseName(base)};
	}
	const {reference, digest} = await pullBase(supply, base.registry, onStep);
	const image = await findImage(docker, reference);
	if (!image) throw new ImageUnavailable(`pull ${reference}: the engine has no such image afterwards`);
	await preflight(docker, reference, image.id, packageManager);
	await tagImage(docker, reference, baseRepository, tagOf(base));
	return {ref, id: image.id, origin: digest};
};

// Images that are built at the same time may share a base. It is fetched once.
const fetchOnce = whileUnderWay<StoredBase>();

/** Fetches one base, and notes in the view that the engine has it, or why it is unavailable. */
export const fetchBase = async (
	supply: Supply,
	base: Base,
	packageManager: string | undefined,
	{stored, failed}: BasesView,
	onStep: OnStep,
): Promise<BasesView> => {
	const name = baseName(base);
	try {
		const fetched = await fetchOnce(name, () => pullOrBootstrap(supply, base, packageManager, onStep));
		return {stored: new Map([...stored, [name, fetched]]), failed};
	} catch (error) {
		if (!(error instanceof ImageUnavailable)) throw error;
		return {stored, failed: new Map([...failed, [name, error]])};
	}
};

/** With `anew`, registries are asked even if the engine has the base. @throws ImageUnavailable */
export const resolveBase = async (
	supply: Supply,
	image: Bases,
	onStep: OnStep,
	{anew = false} = {},
): Promise<ResolvedBase> => {
	let view = await viewBases(supply, image.bases);
	if (anew) view = {stored: new Map(), failed: view.failed};
	for (;;) {
		const choice = chooseBase(image, view);
		if ('use' in choice) return choice.use;
		onStep({kind: 'base', name: baseName(choice.fetch)});
		view = await fetchBase(supply, choice.fetch, image.packageManager, view, onStep);
	}
};
