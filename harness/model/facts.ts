// What is measured of an image in a sandbox: its CRIU, its runtimes, its tools, on this kernel.
import {z} from 'zod';
import {type Method, methods, runtimeNames} from './axes.ts';

/** Version of what is measured: facts of an older one are read, and measured again before they are used. */
export const factsVersion = 7;

/** What a CRIU is tried at on the kernel, where its version says too little: development trees, backports. */
export const probes = ['dump-inet-socket'] as const;
export type Probe = (typeof probes)[number];

export const criuFacts = z.object({
	/** As `criu --version` prints it, without the word: `4.2.1`. */
	version: z.string(),
	/** sha256 of the executable. */
	digest: z.string(),
	/** sha256 of libcriu.so.2, which runtimes load; absent without one. */
	libcriu: z.string().optional(),
	/** Version of that libcriu; absent in facts of an older netlock. */
	libcriuVersion: z.string().optional(),
	/** Read from the inventory of a plain dump; absent when such a dump fails. */
	defaultLock: z.enum(methods).optional(),
	/** What was in the kernel after a dump by default in a network namespace of its own; absent when such a dump fails. */
	heldLock: z.enum(methods).optional(),
	/** Whether a plain dump of a process succeeds: no runtime, no lock. Where not, CRIU does not go with the kernel. */
	dumps: z.boolean().default(true),
	/** Why the default could not be measured. */
	defaultLockError: z.string().optional(),
	/** What it was tried at, and whether it can; absent where it was not tried. */
	can: z.partialRecord(z.enum(probes), z.boolean()).optional(),
	/** Whether it is linked with libnftables, without which there is no nftables lock. */
	libnftables: z.boolean().default(true),
	check: z.object({ok: z.boolean(), output: z.string()}),
});

/** The record and the kernel, where they say two things of one default: then what this CRIU records cannot be trusted. */
export const recordedOtherwise = ({
	defaultLock: recorded,
	heldLock: held,
}: Pick<z.infer<typeof criuFacts>, 'defaultLock' | 'heldLock'>): {recorded: Method; held: Method} | undefined =>
	recorded === undefined || held === undefined || recorded === held ? undefined : {recorded, held};

/** How a runtime comes to libcriu: opened when it is needed, linked by the loader, or built in. */
const libcriuLinks = ['loaded', 'linked', 'built in', 'none'] as const;

export const runtimeFacts = z.object({
	version: z.string(),
	digest: z.string(),
	checkpoints: z.boolean(),
	networkLockFlag: z.boolean(),
	/** How it comes to libcriu; absent in facts of an older netlock. */
	libcriu: z.enum(libcriuLinks).optional(),
	/** Long options that its help names; absent in facts of an older netlock. */
	options: z.object({checkpoint: z.array(z.string()), restore: z.array(z.string())}).optional(),
});
export type RuntimeFacts = z.infer<typeof runtimeFacts>;

export const podmanFacts = z.object({
	version: z.string(),
	digest: z.string(),
	/** Long options that its help names. */
	options: z.object({checkpoint: z.array(z.string()), restore: z.array(z.string())}),
});
export type PodmanFacts = z.infer<typeof podmanFacts>;

/** What an image was measured to hold, in a sandbox of it, on this kernel. */
export const imageFacts = z.object({
	schema: z.union([
		z.literal(1),
		z.literal(2),
		z.literal(3),
		z.literal(4),
		z.literal(5),
		z.literal(6),
		z.literal(factsVersion),
	]),
	/** Kernel release that the facts were measured under: `criu check` depends on it. */
	kernel: z.string(),
	os: z.string(),
	/** `x86_64`, `aarch64`, as uname says. */
	arch: z.string().default('unknown'),
	/** Every installed package: name → version, as the distro's package manager says. */
	packages: z.record(z.string(), z.string()),
	criu: criuFacts,
	runtimes: z.partialRecord(z.enum(runtimeNames), runtimeFacts),
	/** Absent without one, and in facts of an older netlock. */
	podman: podmanFacts.optional(),
	/** Tool name → whether it is in PATH: `iptables-restore`, `nft`, `ip`, … */
	tools: z.record(z.string(), z.boolean()),
	/** `nf_tables` or `legacy`, as `iptables --version` says; absent without iptables. */
	iptablesBackend: z.string().optional(),
});
export type ImageFacts = z.infer<typeof imageFacts>;

/** What image.yaml expects of an image, and what was measured instead. */
export const drift = z.object({what: z.string(), expected: z.string(), measured: z.string()});
export type Drift = z.infer<typeof drift>;
