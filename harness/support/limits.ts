// How long netlock waits for anything, and how much it reads of anything, in one place. On a slow machine NETLOCK_TIMEOUT_FACTOR
// stretches the times.

/** In milliseconds (`…Ms`) or seconds (`…Seconds`), as the one who is told counts. */
const onAUsualMachine = {
	/** An engine's answer to a ping. */
	engineAnswerMs: 5000,
	/** Between two looks whether an engine is still there. */
	engineCheckMs: 500,
	/** An engine that is being started again, until it answers. */
	engineBackMs: 10_000,
	/** A private engine, until it answers. */
	engineStartMs: 60_000,
	/** A private engine, from SIGTERM to its end. */
	engineEndMs: 30_000,
	/** The package manager, for each of its commands. */
	installMs: 10 * 60_000,
	/** A sandbox, until it runs. */
	sandboxStartMs: 60_000,
	/** A sandbox's own preparation. */
	sandboxPrepareSeconds: 60,
	/** A command in a sandbox, unless it has a limit of its own. */
	execSeconds: 60,
	/** A shell in a sandbox, after the limit of its command: SIGKILL should have ended that. */
	execOverdueSeconds: 10,
	/** Output that a confined command has written and that has not come yet. */
	lastOutputMs: 5000,

	/** The first answer to a pull. */
	pullAnswerMs: 20_000,
	/** Before the second attempt of a pull; four times as long before the third. */
	pullRetryMs: 500,
	/** Before the second attempt of a build whose package mirror failed. */
	buildRetryMs: 5000,
	/** What doctor asks registries and package mirrors. */
	sourceAnswerMs: 3000,
	/** mmdebstrap. */
	bootstrapMs: 300_000,
	/** The look into a base. */
	preflightMs: 30_000,
	/** `--version`, `--help`. */
	askProgramSeconds: 20,
	/** A compilation. */
	compileSeconds: 600,

	/** A container, until its runtime says that it runs. */
	containerStartSeconds: 30,
	podmanStartSeconds: 60,
	/** A dump or a restore: of these small containers it takes a tenth of a second. */
	operationSeconds: 60,
	/** A workload, until its counters are where they should be. */
	workloadMs: 20_000,
	/** A peer, until it has connected or listens. */
	peerStartMs: 15_000,
	/** A peer, until it has back what it is still owed: retransmissions back off while the network is locked. */
	peerSettleMs: 20_000,
	/** A new connection's answer, where the network is open. */
	probeAnswerMs: 8000,
	/** Dumps, until they are at the stage at which they are held. */
	stageMs: 30_000,
	/** CRIU, from the death of what called it to its own end. */
	criuEndMs: 30_000,

	/** AVA's limit for a cell. */
	cellMs: 180_000,
	/** A run in which no cell begins or ends: no cell takes this long. */
	runSilenceMs: 5 * 60_000,
	/** The sandboxes of a run whose netlock is gone. */
	orphanEndMs: 10_000,
	/** What is under way, when it is given up. */
	giveUpMs: 3000,
};

export type Limits = Readonly<typeof onAUsualMachine>;

const [smallest, largest] = [0.1, 100];
export const validTimeoutFactors = `a number from ${smallest} to ${largest}, such as 3`;

/** 1 if it is not set; undefined if it is no valid one. */
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

/** A factor that is not valid is refused where a command or AVA begins (cli/environment.ts, ava/environment.ts). */
export const limits: Limits = limitsFor(timeoutFactor(process.env.NETLOCK_TIMEOUT_FACTOR) ?? 1);

const mebibyte = 2 ** 20;

/** What comes out of a sandbox may be hostile. A good cell stays far below each of these. */
export const sizes = {
	/** Bytes of a command's standard output. */
	output: 16 * mebibyte,
	/** Bytes of a command's standard error. */
	errors: mebibyte,
	/** Bytes of an archive: evidence, kept files, image files that are carried over. */
	archive: 64 * mebibyte,
	/** Bytes of an archive of a folder of an image. */
	imageFolder: 512 * mebibyte,
	/** Files in an archive. */
	archiveFiles: 2000,
	/** Files in what a build gives back: its compiler cache has one for each source. */
	buildFiles: 50_000,
	/** Bytes of a request to CRIU. */
	request: 256 * 1024,
	/** Fields of a message, without those of messages in it. */
	fields: 2000,
	/** Bytes of an inventory. */
	inventory: 64 * 1024,
	/** Bytes of one snapshot of the rules. */
	ruleset: 4 * mebibyte,
	/** Bytes of CRIU's log. */
	log: 16 * mebibyte,
	/** Objects of a lock that evidence keeps. */
	objects: 100,
	/** Rules that a sentence names. */
	namedRules: 10,
	/** Characters of a line that somebody else wrote. */
	line: 4096,
	/** Bytes of a line of JSON in a log. */
	jsonLine: 64 * mebibyte,
} as const;
