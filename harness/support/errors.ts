// The base of every error that netlock foresees. It has one line for people, details below it, and a kind that says who
// must act.

/**
 * `usage`: the command line, or a file that people write. `build`: the sources. `machine`: this machine, its engine,
 * its network.
 * `product`: the runtime or CRIU under test. `harness`: netlock itself. `interrupted`: the user stopped netlock.
 */
export const errorKinds = ['usage', 'build', 'machine', 'product', 'harness', 'interrupted'] as const;
export type ErrorKind = (typeof errorKinds)[number];

export class NetlockError extends Error {
	override name = 'NetlockError';
	readonly kind: ErrorKind;
	/** One line: what failed, and where. `message` has the rest. */
	readonly shortMessage: string;
	constructor(kind: ErrorKind, shortMessage: string, detail = '', cause?: unknown) {
		super(detail === '' ? shortMessage : `${shortMessage}\n${detail}`, cause === undefined ? undefined : {cause});
		this.kind = kind;
		this.shortMessage = shortMessage;
	}
}

/** The thrown value, if netlock foresaw it. Any other error has no kind. */
export const asKnown = (error: unknown): NetlockError | undefined =>
	error instanceof NetlockError ? error : undefined;

/** One line for an error: its own, if netlock foresaw the error; else its text. */
export const shortMessageOf = (error: unknown): string =>
	asKnown(error)?.shortMessage ?? (error instanceof Error ? error.message : String(error));
