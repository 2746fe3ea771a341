// Resolves an image's base: the first of its bases that can be had. Kept on the engine under a name of netlock's own.
import type Docker from 'dockerode';
import {type EngineError, ImageUnavailable} from '../engine/errors.ts';
import {findImage, pullImage} from '../engine/images.ts';
import {bootstrap} from './bootstrap.ts';
import type {Base, ImageDefinition} from './definition.ts';

/** `origin` says where it came from: a reference with digest, or that it was bootstrapped. */
export type ResolvedBase = {ref: string; id: string; origin: string};

export const baseRepository = 'netlock-base';

const nameOf = (base: Base): string => ('registry' in base ? base.registry : `bootstrap/${base.bootstrap.suite}`);
const tagOf = (base: Base): string => nameOf(base).replaceAll(/[^A-Za-z0-9_.-]+/g, '-');

const kept = async (docker: Docker, base: Base): Promise<ResolvedBase | undefined> => {
	const ref = `${baseRepository}:${tagOf(base)}`;
	const image = await findImage(docker, ref);
	return image && {ref, id: image.id, origin: nameOf(base)};
};

const obtain = async (docker: Docker, base: Base): Promise<ResolvedBase> => {
	const tag = tagOf(base);
	if ('bootstrap' in base) {
		const {id} = await bootstrap(docker, base.bootstrap.suite, baseRepository, tag);
		return {ref: `${baseRepository}:${tag}`, id, origin: nameOf(base)};
	}
	const origin = await pullImage(docker, base.registry);
	await docker.getImage(base.registry).tag({repo: baseRepository, tag});
	const image = await findImage(docker, base.registry);
	return {ref: `${baseRepository}:${tag}`, id: image?.id ?? '', origin};
};

// Images that are built side by side may share a base: it is obtained once.
const underWay = new Map<string, Promise<ResolvedBase>>();

const obtainOnce = (docker: Docker, base: Base): Promise<ResolvedBase> => {
	const known = underWay.get(nameOf(base));
	if (known) return known;
	const obtaining = obtain(docker, base).finally(() => underWay.delete(nameOf(base)));
	underWay.set(nameOf(base), obtaining);
	return obtaining;
};

/** @throws ImageUnavailable naming what was tried and how each failed */
export const resolveBase = async (
	docker: Docker,
	{id, bases}: ImageDefinition,
	onStep: (step: string) => void,
): Promise<ResolvedBase> => {
	for (const base of bases) {
		const known = await kept(docker, base);
		if (known) return known;
	}
	const failures: string[] = [];
	for (const base of bases) {
		onStep(`base ${nameOf(base)}`);
		try {
			return await obtainOnce(docker, base);
		} catch (error) {
			if (!(error instanceof ImageUnavailable)) throw error;
			failures.push((error as EngineError).message);
		}
	}
	throw new ImageUnavailable(`no base for ${id} could be had`, failures.join('\n'));
};
