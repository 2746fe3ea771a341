// Wrong usage: says the value that was given and the ones that are valid. Exit code 2.
export class UsageError extends Error {
	override name = 'UsageError';
	shortMessage: string;
	constructor(problem: string, hint?: string) {
		super(hint === undefined ? problem : `${problem}\n${hint}`);
		this.shortMessage = problem;
	}
}

/** `value` is not among `valid`. */
export const notAmong = (option: string, value: string, valid: readonly string[]): UsageError =>
	new UsageError(`${option}: there is no "${value}"`, `Valid: ${valid.join(', ')}`);
