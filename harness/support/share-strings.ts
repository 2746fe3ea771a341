// Equal strings of a large document, each kept once: a parser makes a new one for each place where it reads it.

/** V8’s parser shares strings up to this length by itself. */
const short = 10;

/** Puts the first of equal strings into the place of each later one, in all that `value` holds. `known` is for several values. */
export const shareStrings = (value: unknown, known: Map<string, string>): void => {
	if (typeof value !== 'object' || value === null) return;
	const fields = value as Record<string, unknown>;
	for (const key in fields) {
		const field = fields[key];
		if (typeof field !== 'string') shareStrings(field, known);
		else if (field.length > short) {
			const first = known.get(field);
			if (first === undefined) known.set(field, field);
			else fields[key] = first;
		}
	}
};
