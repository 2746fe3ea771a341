// Moves built images through a registry of the user's: pushes them under a prefix, and pulls them from it instead of
// building them.
import {ImageUnavailable} from '../engine/errors.ts';
import {findImage, tagImage} from '../engine/images.ts';
import {label} from '../engine/labels.ts';
import {type Credentials, pushImage} from '../engine/transport.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import type {ImageDefinition} from './definition.ts';
import {pullBase} from './pull.ts';
import {knownUnreachable, type Supply} from './supply.ts';
import {imageRef} from './view.ts';

/** `netlock/debian-forky:0123` under `ghcr.io/me` → `ghcr.io/me/debian-forky:0123` */
const remoteRef = (prefix: string, ref: string): {repo: string; tag: string} => {
	const [name = '', tag = ''] = ref.replace(/^netlock\//, '').split(':');
	return {repo: `${prefix.replace(/\/$/, '')}/${name}`, tag};
};

/** Returns `prefix/id:tag@sha256:…`. @throws ImageUnavailable */
export const pushTo = async (
	{docker}: Supply,
	prefix: string,
	ref: string,
	credentials: Credentials | undefined,
	onLine: (line: string) => void,
): Promise<string> => {
	const {repo, tag} = remoteRef(prefix, ref);
	await tagImage(docker, ref, repo, tag);
	return thenCleanUp(
		async () => `${repo}:${tag}@${await pushImage(docker, `${repo}:${tag}`, credentials, onLine)}`,
		() => docker.getImage(`${repo}:${tag}`).remove(),
	);
};

/**
 * Pulls the image that a build from this checkout would give. The registry may have other versions; those do not count.
 */
export const pullFrom = async (
	supply: Supply,
	prefix: string,
	definition: ImageDefinition,
	tools: ImageDefinition,
): Promise<string> => {
	const ref = await imageRef(definition, tools);
	const {repo, tag} = remoteRef(prefix, ref);
	// A registry that the user names is asked itself, not its mirror.
	const {docker} = supply;
	const direct: Supply = {...supply, mirrors: new Map()};
	const unreachable = knownUnreachable(direct, repo);
	if (unreachable) throw unreachable;
	const {digest} = await pullBase(direct, `${repo}:${tag}`, () => {});
	const image = await findImage(docker, `${repo}:${tag}`);
	if (image?.labels[label.image] !== definition.id) {
		throw new ImageUnavailable(`${repo}:${tag} is not ${definition.id}: its label says ${image?.labels[label.image]}`);
	}
	const [name = '', inputs = ''] = ref.split(':');
	await tagImage(docker, `${repo}:${tag}`, name, inputs);
	await docker.getImage(`${repo}:${tag}`).remove();
	return digest;
};
