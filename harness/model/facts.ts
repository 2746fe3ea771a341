// The facts of an image, measured in a sandbox: its CRIU, its runtimes, its tools, on this kernel.
import {z} from 'zod';
import {type Method, methods, runtimeNames} from './axes.ts';

/** Version of the facts. Facts of an older version are measured again before use. */
export const factsVersion = 8;

/**
 * Features that netlock tries with a CRIU on the kernel, because its version says too little: development trees,
 * backports.
 */
export const probes = ['dump-inet-socket', 'track-memory'] as const;
export type Probe = (typeof probes)[number];

export const criuFacts = z.object({
	/** The number that `criu --version` prints: `4.2.1`. */
	version: z.string(),
	/** sha256 of the executable. */
	digest: z.string(),
	/** sha256 of libcriu.so.2, which runtimes load. Absent: there is none. */
	libcriu: z.string().optional(),
	/** Version of that libcriu. Absent in facts of an older netlock. */
	libcriuVersion: z.string().optional(),
	/** Method in the inventory of a plain dump. Absent: such a dump fails. */
	defaultLock: z.enum(methods).optional(),
	/**
	 * Lock in the kernel after a dump with the default lock in a separate network namespace. Absent: such a dump fails.
	 */
	heldLock: z.enum(methods).optional(),
	/**
	 * Whether a dump of a process succeeds without a runtime and a lock. If not, this CRIU does not work with the kernel.
	 */
	dumps: z.boolean().default(true),
	/** Why the default could not be measured. */
	defaultLockError: z.string().optional(),
	/** Features that were tried, and whether they work. Absent: none was tried. */
	can: z.partialRecord(z.enum(probes), z.boolean()).optional(),
	/** Whether it is linked with libnftables, which the nftables lock needs. */
	libnftables: z.boolean().default(true),
	check: z.object({ok: z.boolean(), output: z.string()}),
});

/** The recorded and the real default lock, if they differ: then the records of this CRIU cannot be trusted. */
export const recordedOtherwise = ({
	defaultLock: recorded,
	heldLock: held,
}: Pick<z.infer<typeof criuFacts>, 'defaultLock' | 'heldLock'>): {recorded: Method; held: Method} | undefined =>
	recorded === undefined || held === undefined || recorded === held ? undefined : {recorded, held};

/** How a runtime gets libcriu: it opens the library when needed, the loader links it, or it is built in. */
const libcriuLinks = ['loaded', 'linked', 'built in', 'none'] as const;

export const runtimeFacts = z.object({
	version: z.string(),
	digest: z.string(),
	checkpoints: z.boolean(),
	networkLockFlag: z.boolean(),
	/** How it gets libcriu. Absent in facts of an older netlock. */
	libcriu: z.enum(libcriuLinks).optional(),
	/** Long options in its help. Absent in facts of an older netlock. */
	options: z.object({checkpoint: z.array(z.string()), restore: z.array(z.string())}).optional(),
});
export type RuntimeFacts = z.infer<typeof runtimeFacts>;

export const podmanFacts = z.object({
	version: z.string(),
	digest: z.string(),
	/** Long options in its help. */
	options: z.object({checkpoint: z.array(z.string()), restore: z.array(z.string())}),
});
export type PodmanFacts = z.infer<typeof podmanFacts>;

/** The facts of an image, measured in a sandbox of it on this kernel. */
export const imageFacts = z.object({
	schema: z.union([
		z.literal(1),
		z.literal(2),
		z.literal(3),
		z.literal(4),
		z.literal(5),
		z.literal(6),
		z.literal(7),
		z.literal(factsVersion),
	]),
	/** Kernel release on which the facts were measured: `criu check` depends on it. */
	kernel: z.string(),
	os: z.string(),
	/** `x86_64`, `aarch64`, from uname. */
	arch: z.string().default('unknown'),
	/** Every installed package: name → version, from the distro's package manager. */
	packages: z.record(z.string(), z.string()),
	criu: criuFacts,
	runtimes: z.partialRecord(z.enum(runtimeNames), runtimeFacts),
	/** Absent without podman, and in facts of an older netlock. */
	podman: podmanFacts.optional(),
	/** Tool name → whether it is in PATH: `iptables-restore`, `nft`, `ip`, … */
	tools: z.record(z.string(), z.boolean()),
	/** `nf_tables` or `legacy`, from `iptables --version`. Absent without iptables. */
	iptablesBackend: z.string().optional(),
});
export type ImageFacts = z.infer<typeof imageFacts>;

/** A fact that image.yaml expects, and what was measured instead. */
export const drift = z.object({what: z.string(), expected: z.string(), measured: z.string()});
export type Drift = z.infer<typeof drift>;
