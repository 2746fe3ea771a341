// All limits in one place: how long netlock waits, and how much it reads. On a slow machine NETLOCK_TIMEOUT_FACTOR
// stretches the times.

/** In milliseconds (`…Ms`) or seconds (`…Seconds`), as the receiver of the limit counts. */
const onAUsualMachine = {
	/** An engine's answer to a ping. */
	engineAnswerMs: 5000,
	/** Between two checks that an engine still answers. */
	engineCheckMs: 500,
	/** An engine that restarts, until it answers. */
	engineBackMs: 10_000,
	/** A private engine, until it answers. */
	engineStartMs: 60_000,
	/** A private engine, from SIGTERM to its end. */
	engineEndMs: 30_000,
	/** Each command of the package manager. */
	installMs: 10 * 60_000,
	/** A sandbox, until it runs. */
	sandboxStartMs: 60_000,
	/** A sandbox's own preparation. */
	sandboxPrepareSeconds: 60,
	/** A sandbox that another process is removing, until it is gone. */
	removalMs: 10_000,
	/** A command in a sandbox without a limit of its own. */
	execSeconds: 60,
	/** A shell in a sandbox, after its command met the limit: SIGKILL should have ended the command. */
	execOverdueSeconds: 10,
	/** The last output of a confined command. */
	lastOutputMs: 5000,

	/** The first answer to a pull. */
	pullAnswerMs: 20_000,
	/** Wait before the second attempt of a pull. The wait before the third is four times as long. */
	pullRetryMs: 500,
	/** Wait before the second attempt of a build whose package mirror failed. */
	buildRetryMs: 5000,
	/** A registry's or package mirror's answer to doctor. */
	sourceAnswerMs: 3000,
	/** mmdebstrap. */
	bootstrapMs: 300_000,
	/** The check of a base. */
	preflightMs: 30_000,
	/** A program's `--version` or `--help`. */
	askProgramSeconds: 20,
	/** A compilation. */
	compileSeconds: 600,

	/** A container, until its runtime reports that it runs. */
	containerStartSeconds: 30,
	podmanStartSeconds: 60,
	/** A dump or a restore. These small containers need a tenth of a second. */
	operationSeconds: 60,
	/** A workload, until its counters have the wanted values. */
	workloadMs: 20_000,
	/** A peer, until it has connected or listens. */
	peerStartMs: 15_000,
	/** A peer, until all its bytes are back. Retransmissions are rare after a locked network. */
	peerSettleMs: 20_000,
	/** The answer to a new connection on an open network. */
	probeAnswerMs: 8000,
	/** Dumps, until they reach the stage at which they are held. */
	stageMs: 30_000,
	/** CRIU, from the death of its caller to its own end. */
	criuEndMs: 30_000,

	/** AVA's limit for a cell. */
	cellMs: 180_000,
	/** A run without an event. No cell takes this long. */
	runSilenceMs: 5 * 60_000,
	/** The sandboxes of a run whose netlock is gone, until they are removed. */
	orphanEndMs: 10_000,
	/** Running work, after it was abandoned. */
	giveUpMs: 3000,
};

export type Limits = Readonly<typeof onAUsualMachine>;

const [smallest, largest] = [0.1, 100];
export const validTimeoutFactors = `a number from ${smallest} to ${largest}, such as 3`;

/** 1 when the variable is not set. Undefined when it is not valid. */
export const timeoutFactor = (text: string | undefined): number | undefined => {
	if (text === undefined || text === '') return 1;
	const factor = Number(text);
	return factor >= smallest && factor <= largest ? factor : undefined;
};

export const limitsFor = (factor: number): Limits => {
	const scaled: Record<keyof Limits, number> = {...onAUsualMachine};
	for (const name of Object.keys(onAUsualMachine) as (keyof Limits)[]) {
		scaled[name] = Math.ceil(onAUsualMachine[name] * factor);
	}
	return scaled;
};

/** An invalid factor is refused when a command or AVA begins (cli/environment.ts, ava/environment.ts). */
export const limits: Limits = limitsFor(timeoutFactor(process.env.NETLOCK_TIMEOUT_FACTOR) ?? 1);

const mebibyte = 2 ** 20;

/** Limits for data from a sandbox, which may be hostile. A good cell stays far below each of them. */
export const sizes = {
	/** Bytes of a command's standard output. */
	output: 16 * mebibyte,
	/** Bytes of a command's standard error. */
	errors: mebibyte,
	/** Bytes of an archive: evidence, saved files, image files for a destination. */
	archive: 64 * mebibyte,
	/** Bytes of an archive of a folder of an image. */
	imageFolder: 512 * mebibyte,
	/** Files in an archive. */
	archiveFiles: 2000,
	/** Files in the output of a build: its compiler cache has one for each source file. */
	buildFiles: 50_000,
	/** Bytes of a tree of sources. A sparse file counts whole, because it is read whole. */
	tree: 1024 * mebibyte,
	/** Bytes of a request to CRIU. */
	request: 256 * 1024,
	/** Fields of a message, without those of nested messages. */
	fields: 2000,
	/** Bytes of an inventory. */
	inventory: 64 * 1024,
	/** Bytes of one snapshot of the rules. */
	ruleset: 4 * mebibyte,
	/** Bytes of CRIU's log. */
	log: 16 * mebibyte,
	/** Objects of a lock that evidence keeps. */
	objects: 100,
	/** Rules that one sentence names. */
	namedRules: 10,
	/** Characters of a line from another program. */
	line: 4096,
	/** Bytes of a line of JSON in a log. */
	jsonLine: 64 * mebibyte,
} as const;
