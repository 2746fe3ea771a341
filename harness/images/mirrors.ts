// Where a registry's images are looked for instead: `docker.io=localhost:5000/cache`.
import {UsageError} from '../plan/usage.ts';

/** Registry → the registry, with a prefix or without, that stands in for it. */
export type Mirrors = ReadonlyMap<string, string>;

const pair = /^([a-z0-9.-]+(?::\d+)?)=([a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9._/-]+)?)$/;

/** @throws UsageError naming the value that is wrong */
export const parseMirrors = (values: readonly string[]): Mirrors =>
	new Map(
		values.map(value => {
			const [, registry = '', mirror = ''] = pair.exec(value) ?? [];
			if (registry !== '') return [registry, mirror.replace(/\/$/, '')] as const;
			throw new UsageError(
				`--registry-mirror ${value}: not a mirror`,
				'Valid: REGISTRY=HOST[:PORT][/PREFIX], such as docker.io=mirror.example.org/docker',
			);
		}),
	);

/** `docker.io/library/debian:forky-slim` → `docker.io` */
export const registryHost = (reference: string): string => reference.split('/')[0] ?? reference;

/** The reference where it is really to be had. */
export const throughMirror = (mirrors: Mirrors, reference: string): string => {
	const host = registryHost(reference);
	const mirror = mirrors.get(host);
	return mirror === undefined ? reference : `${mirror}${reference.slice(host.length)}`;
};
