// Makes an anchor: readable, unique, and without a character that HTML or a URL would change.
export const anchor = (kind: string, id: string): string =>
	`${kind}/${id.replaceAll(/[^\w/.@-]/gu, char => `~${char.codePointAt(0)?.toString(16)}~`)}`;
