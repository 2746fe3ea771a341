// Compares the facts that image.yaml expects with those that were measured. A difference is drift: news about the
// distro, not an outcome.
import {z} from 'zod';
import {methods, runtimeNames} from '../model/axes.ts';
import type {Drift, ImageFacts} from '../model/facts.ts';

export const expect = z.strictObject({
	/** CRIU's default lock. */
	defaultLock: z.enum(methods).optional(),
	/** Tool name → whether it is in PATH. */
	tools: z.record(z.string(), z.boolean()).optional(),
	/** `nf_tables` or `legacy`. */
	iptablesBackend: z.enum(['nf_tables', 'legacy']).optional(),
	/** Whether CRIU is linked with libnftables, without which it has no nftables lock. */
	libnftables: z.boolean().optional(),
	/** All runtimes in the image, whether they can checkpoint or not. */
	runtimes: z.array(z.enum(runtimeNames)).optional(),
});
export type Expect = z.infer<typeof expect>;

/** A variant's expected facts, added to those of its folder. */
export const mergeExpect = (whole: Expect = {}, part: Expect = {}): Expect => {
	const tools = {...whole.tools, ...part.tools};
	return {...whole, ...part, ...(Object.keys(tools).length > 0 && {tools})};
};

const presence = (has: boolean | undefined): string => (has ? 'present' : 'absent');
const list = (names: readonly string[]): string => [...names].sort().join(', ') || 'none';

/** In the order of image.yaml. Empty when all facts are as expected. A fact that could not be measured is no drift. */
export const driftOf = (wanted: Expect, {criu, tools, iptablesBackend, runtimes}: ImageFacts): Drift[] => {
	const differences: Drift[] = [];
	const compare = (what: string, expected: string | undefined, measured: string | undefined): void => {
		if (expected === undefined || measured === undefined || expected === measured) return;
		differences.push({what, expected, measured});
	};
	compare("CRIU's default lock", wanted.defaultLock, criu.defaultLock);
	for (const [tool, expected] of Object.entries(wanted.tools ?? {})) {
		compare(tool, presence(expected), presence(tools[tool]));
	}
	compare('iptables backend', wanted.iptablesBackend, iptablesBackend ?? 'no iptables');
	compare(
		'libnftables in CRIU',
		wanted.libnftables === undefined ? undefined : presence(wanted.libnftables),
		presence(criu.libnftables),
	);
	compare('runtimes', wanted.runtimes && list(wanted.runtimes), list(Object.keys(runtimes)));
	return differences;
};
