// The bases of an image, as image.yaml names them, in order of preference.
import {z} from 'zod';

const suite = z.string().regex(/^[a-z]+$/);

const registryBase = z.strictObject({
	/** Reference with the registry: `quay.io/centos/centos:stream10`. */
	registry: z.string().regex(/^[a-z0-9.-]+(:\d+)?\/[a-z0-9._/-]+(:[A-Za-z0-9_.-]+)?(@sha256:[0-9a-f]{64})?$/),
	/** Why this base is in the list, when another one comes first. */
	because: z.string().min(1).optional(),
});

const bootstrapBase = z.strictObject({
	bootstrap: z.strictObject({
		tool: z.literal('mmdebstrap'),
		suite,
		/** More suites, which are incomplete without the first one: `experimental`. */
		also: z.array(suite).optional(),
	}),
});

const base = z.union([registryBase, bootstrapBase]);
export type Base = z.infer<typeof base>;

const first = (each: Base, index: number): boolean => index === 0 || 'bootstrap' in each || each.because !== undefined;

export const bases = z
	.array(base)
	.min(1)
	.refine(list => list.every(first), 'every registry but the first needs `because`: why one falls back on it');

/** `docker.io/library/debian:trixie-slim`, `bootstrap/sid+experimental` */
export const baseName = (base: Base): string => {
	if ('registry' in base) return base.registry;
	return `bootstrap/${[base.bootstrap.suite, ...(base.bootstrap.also ?? [])].join('+')}`;
};
