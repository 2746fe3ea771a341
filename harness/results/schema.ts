// results.json, version 1: what one run measured. Written by netlock, read by reports and by other people's tools.
import {z} from 'zod';
import {layers, locks, outcomes, runtimeNames} from '../plan/axes.ts';

export const schemaVersion = 1;

const lock = z.enum(locks);
const method = z.enum(['iptables', 'nftables', 'skip']);

/** Version of what is measured: facts of an older one are read, and measured again before they are used. */
export const factsVersion = 2;

const criuFacts = z.object({
	/** As `criu --version` prints it, without the word: `4.2.1`. */
	version: z.string(),
	/** sha256 of the executable. */
	digest: z.string(),
	/** Read from the inventory of a plain dump; absent when such a dump fails. */
	defaultLock: method.optional(),
	/** Whether a plain dump of a process succeeds: no runtime, no lock. Where not, CRIU does not go with the kernel. */
	dumps: z.boolean().default(true),
	/** Why the default could not be measured. */
	defaultLockError: z.string().optional(),
	/** Whether it is linked with libnftables, without which there is no nftables lock. */
	libnftables: z.boolean().default(true),
	check: z.object({ok: z.boolean(), output: z.string()}),
});

const runtimeFacts = z.object({
	version: z.string(),
	digest: z.string(),
	checkpoints: z.boolean(),
	networkLockFlag: z.boolean(),
});
export type RuntimeFacts = z.infer<typeof runtimeFacts>;

/** What an image was measured to hold, in a sandbox of it, on this kernel. */
export const imageFacts = z.object({
	schema: z.union([z.literal(1), z.literal(factsVersion)]),
	/** Kernel release that the facts were measured under: `criu check` depends on it. */
	kernel: z.string(),
	os: z.string(),
	/** `x86_64`, `aarch64`, as uname says. */
	arch: z.string().default('unknown'),
	/** Every installed package: name → version, as the distro's package manager says. */
	packages: z.record(z.string(), z.string()),
	criu: criuFacts,
	runtimes: z.partialRecord(z.enum(runtimeNames), runtimeFacts),
	/** Tool name → whether it is in PATH: `iptables-restore`, `nft`, `ip`, … */
	tools: z.record(z.string(), z.boolean()),
	/** `nf_tables` or `legacy`, as `iptables --version` says; absent without iptables. */
	iptablesBackend: z.string().optional(),
});
export type ImageFacts = z.infer<typeof imageFacts>;

/** What image.yaml expects of an image, and what was measured instead. */
export const drift = z.object({what: z.string(), expected: z.string(), measured: z.string()});
export type Drift = z.infer<typeof drift>;

export const imageResult = z.object({
	id: z.string(),
	title: z.string(),
	state: z.enum(['ready', 'miss']),
	/** Why the image could not be had. */
	reason: z.string().optional(),
	/** Every attempt at it, and what to try next. */
	help: z.string().optional(),
	/** Engine's image id. */
	digest: z.string().optional(),
	/** Where the base came from: a registry reference with digest, or `bootstrapped from packages`. */
	base: z.string().optional(),
	/** Why the bases that image.yaml prefers could not be had. */
	passedOver: z.array(z.string()).optional(),
	facts: imageFacts.optional(),
	/** What differs from what image.yaml expects; absent when nothing does. */
	drift: z.array(drift).optional(),
});
export type ImageResult = z.infer<typeof imageResult>;

/** Where a runtime or CRIU under test came from, and what came of it. */
const partResult = z.object({
	source: z.enum(['package', 'binary', 'tree', 'source package', 'copr']),
	/** sha256 of a binary under test; for packages see the image's facts. */
	digest: z.string().optional(),
	/** Binary or tree on the machine of the run; COPR project. */
	path: z.string().optional(),
	/** Image id → what was made for it. */
	made: z
		.record(
			z.string(),
			z.object({
				/** sha256 of the executable. */
				digest: z.string(),
				/** sha256 of the source tree, or of the source package. */
				source: z.string().optional(),
				/** KCIDB's patchset hash. */
				patchset: z.string().optional(),
			}),
		)
		.optional(),
	/** Image id → what `--version` prints there (first line). */
	versions: z.record(z.string(), z.string()),
});
export type PartResult = z.infer<typeof partResult>;

export const buildResult = partResult.extend({
	/** Column name: `crun`, `crun@label`, `crun@label+criu@label`. */
	id: z.string(),
	runtime: z.enum(runtimeNames),
	/** Absent: the image's own. `facts`: image id → what was measured with it there. */
	criu: partResult.extend({facts: z.record(z.string(), criuFacts)}).optional(),
});
export type BuildResult = z.infer<typeof buildResult>;

/** What one dump or restore showed, layer by layer. Absent: not observed. */
export const operationEvidence = z.object({
	operation: z.enum(['checkpoint', 'restore']),
	/** Image of the sandbox that it ran in, when that is not the cell's. */
	place: z.string().optional(),
	/** The exact command, as it was run in the sandbox. */
	command: z.string(),
	/** Exit status; null when it was stopped at its time limit. */
	exit: z.number().nullable(),
	/** Duration of the command, ms. */
	duration: z.number(),
	/** Request on the wire: `opts.network_lock` (field 64); `absent` when the runtime sent none. */
	request: z.enum(['absent', 'iptables', 'nftables', 'skip', 'unknown']).optional(),
	/** CRIU configuration file that the request names: `opts.config_file` (field 51). */
	configFile: z.string().optional(),
	/** `network_lock_method`, field 11 of inventory.img. */
	record: z.enum(['iptables', 'nftables', 'skip', 'absent', 'unknown']).optional(),
	/** Rulesets seen from the container's network namespace, in order. */
	kernel: z
		.array(
			z.object({
				/** CRIU action-script stage (`network-lock`, `post-dump`, …) or `after`. */
				stage: z.string(),
				/** Lock methods whose rules were in the kernel: empty when none. */
				locks: z.array(z.string()),
				/** The objects that prove it: `table inet CRIU-…`, `chain ip filter CRIU`. */
				objects: z.array(z.string()),
			}),
		)
		.optional(),
	/** Processes that put the lock into the kernel, as it names them: `criu`, `iptables-restor`. */
	makers: z.array(z.string()).optional(),
	/** Lines of CRIU's log that name the cause of a failure. */
	cause: z.array(z.string()).optional(),
});
export type OperationEvidence = z.infer<typeof operationEvidence>;

/** What the peer of a live connection saw. Bytes, milliseconds. */
export const peerEvidence = z.object({
	topology: z.enum(['loopback', 'veth']),
	sent: z.number(),
	received: z.number(),
	/** Bytes that came back wrong, twice or out of order. */
	corrupt: z.number(),
	/** Error that ended the connection: `ECONNRESET`, `ETIMEDOUT`; absent while it lived. */
	error: z.string().optional(),
	/** Longest silence between two echoes, ms. */
	longestGap: z.number(),
});
export type PeerEvidence = z.infer<typeof peerEvidence>;

export const evidence = z.object({
	operations: z.array(operationEvidence),
	peer: peerEvidence.optional(),
	/** Workload's counter before the dump and after the restore. */
	workload: z.object({before: z.number(), after: z.number()}).optional(),
});
export type Evidence = z.infer<typeof evidence>;

export const knownIssueRef = z.object({id: z.string(), bug: z.string(), reason: z.string(), expires: z.string()});
export type KnownIssueRef = z.infer<typeof knownIssueRef>;

export const cellResult = z.object({
	id: z.string(),
	image: z.string(),
	runtime: z.string(),
	lock,
	scenario: z.string(),
	outcome: z.enum(outcomes),
	expected: z.enum(outcomes),
	/** Whether `outcome` is what was expected. A run fails on unexpected cells only. */
	unexpected: z.boolean(),
	/** One line. For `fail`, which layer disagreed and how; for `skip` and `miss`, why. */
	reason: z.string().optional(),
	layer: z.enum(layers).optional(),
	knownIssue: knownIssueRef.optional(),
	/** How the runtime was told: by its flag, by /etc/criu/default.conf, or not at all. */
	told: z.enum(['flag', 'config', 'nothing']).optional(),
	evidence: evidence.optional(),
	/** Files kept for this cell, relative to the run's folder. */
	files: z.array(z.string()).optional(),
	/** Shell command that opens the same sandbox by hand. */
	reproduce: z.string().optional(),
	/** How often it ran. */
	attempts: z.number(),
	/** Of several rounds, how many showed which outcome; the rest is of the worst of them. */
	rounds: z.partialRecord(z.enum(outcomes), z.number()).optional(),
	/** Milliseconds. */
	durations: z.object({sandbox: z.number(), body: z.number(), total: z.number()}).optional(),
});
export type CellResult = z.infer<typeof cellResult>;

export const scenarioResult = z.object({
	id: z.string(),
	title: z.string(),
	file: z.string(),
	/** User reports that it guards: `containers/crun#1627`. */
	reports: z.array(z.string()),
	/** Image that it restores in, when it is about that. */
	destination: z.string().optional(),
	/** sha256 of the scenario's file: what two runs asked is the same only if it is. */
	digest: z.string().optional(),
	/** One of those that say whether checkpoint/restore works at all. */
	core: z.boolean().optional(),
});
export type ScenarioResult = z.infer<typeof scenarioResult>;

export const results = z.object({
	schema: z.literal(schemaVersion),
	run: z.object({
		id: z.string(),
		netlock: z.string(),
		/** ISO 8601. */
		started: z.string(),
		finished: z.string(),
		interrupted: z.boolean(),
		command: z.string(),
		jobs: z.number(),
	}),
	host: z.object({
		kernel: z.string(),
		arch: z.string().default('unknown'),
		os: z.string(),
		engine: z.string(),
		cgroups: z.string(),
		cpus: z.number(),
	}),
	images: z.array(imageResult),
	builds: z.array(buildResult),
	scenarios: z.array(scenarioResult),
	cells: z.array(cellResult),
});
export type Results = z.infer<typeof results>;
