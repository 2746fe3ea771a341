// The base of every error that netlock foresees: one line for people, more below it, and who has to act on it.

/**
 * `usage`: the command line, or a file that people write. `build`: what is compiled. `machine`: this machine, its engine, its
 * network. `product`: the runtime or CRIU under test. `harness`: netlock itself cannot tell. `interrupted`: somebody asked.
 */
export const errorKinds = ['usage', 'build', 'machine', 'product', 'harness', 'interrupted'] as const;
export type ErrorKind = (typeof errorKinds)[number];

export class NetlockError extends Error {
	override name = 'NetlockError';
	readonly kind: ErrorKind;
	/** One line: what failed, and where. The message has the rest. */
	readonly shortMessage: string;
	constructor(kind: ErrorKind, shortMessage: string, detail = '', cause?: unknown) {
		super(detail === '' ? shortMessage : `${shortMessage}\n${detail}`, cause === undefined ? undefined : {cause});
		this.kind = kind;
		this.shortMessage = shortMessage;
	}
}

/** Any thrown value: one that nobody foresaw is of no kind. */
export const asKnown = (error: unknown): NetlockError | undefined =>
	error instanceof NetlockError ? error : undefined;

/** An error's one line: a known one's own, else what was thrown. */
export const shortMessageOf = (error: unknown): string =>
	asKnown(error)?.shortMessage ?? (error instanceof Error ? error.message : String(error));
