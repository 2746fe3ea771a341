// Turns a path from a sandbox into a safe path for a saved file: plain characters, and nothing that a browser would
// run.

/** Types of files that may contain scripts. They get a name that opens as text, also where a report is hosted. */
const active = /\.(x?html?|xht|mhtml?|svgz?|xml|xslt?|m?js)$/i;

/** One part of a path. A name in a file system has at most 255 bytes. */
const safePart = (part: string): string => part.slice(0, 200).replaceAll(/[^\w.@+-]/g, '_');

/** `taken`: paths in lower case that are in use. The result is none of them. */
export const safeName = (path: string, taken: ReadonlySet<string>): string => {
	const plain = path.split('/').map(safePart).join('/');
	const name = active.test(plain) ? `${plain}.txt` : plain;
	if (!taken.has(name.toLowerCase())) return name;
	for (let count = 2; ; count++) {
		const next = `${name}.${count}`;
		if (!taken.has(next.toLowerCase())) return next;
	}
};
