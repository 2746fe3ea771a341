// Mirrors of registries: `docker.io=localhost:5000/cache`.
import {UsageError} from '../model/usage-error.ts';

/** Registry → its mirror, a registry with or without a prefix. */
export type Mirrors = ReadonlyMap<string, string>;

// An engine takes a first word without a dot or a port as a part of docker.io (distribution/reference,
// splitDockerDomain).
const host = '(?:localhost|[a-z0-9-]+(?:\\.[a-z0-9-]+)+|[a-z0-9.-]+(?=:\\d))(?::\\d+)?';
const path = '(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*/?';
const pair = new RegExp(`^(${host})=(${host}${path})$`);
const prefix = new RegExp(`^${host}${path}$`);

/** Parses a registry with or without a prefix. `what`: the option or variable that had it. @throws UsageError */
export const parsePrefix = (what: string, value: string): string => {
	if (prefix.test(value)) return value.replace(/\/$/, '');
	throw new UsageError(
		`${what} ${value}: not a registry`,
		'Valid: HOST[:PORT][/PREFIX] with a dot or a port in it, such as ghcr.io/me/netlock or localhost:5000',
	);
};

/** @throws UsageError with the wrong value */
export const parseMirrors = (values: readonly string[]): Mirrors =>
	new Map(
		values.map(value => {
			const [, registry = '', mirror = ''] = pair.exec(value) ?? [];
			if (registry !== '') return [registry, mirror.replace(/\/$/, '')] as const;
			throw new UsageError(
				`--registry-mirror ${value}: not a mirror`,
				'Valid, also in NETLOCK_REGISTRY_MIRRORS: REGISTRY=HOST[:PORT][/PREFIX] with a dot or a port in HOST, such as docker.io=mirror.example.org/docker',
			);
		}),
	);

/** `docker.io/library/debian:forky-slim` → `docker.io` */
export const registryHost = (reference: string): string => reference.split('/')[0] ?? reference;

/** The reference on the mirror, if its registry has one. */
export const throughMirror = (mirrors: Mirrors, reference: string): string => {
	const host = registryHost(reference);
	const mirror = mirrors.get(host);
	return mirror === undefined ? reference : `${mirror}${reference.slice(host.length)}`;
};
