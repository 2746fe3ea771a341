// A path that a sandbox chose, as a path to keep a file under: plain characters, and nothing that a browser would run.

/** Pages and images that may hold scripts: shown as text when they are opened, also where a report is hosted. */
const active = /\.(x?html?|xht|mhtml?|svgz?|xml|xslt?|m?js)$/i;

/** Of one part of a path; a name in a file system has at most 255 bytes. */
const safePart = (part: string): string => part.slice(0, 200).replaceAll(/[^\w.@+-]/g, '_');

/** `taken`: lower-case paths that others have; the path returned is none of them. */
export const safeName = (path: string, taken: ReadonlySet<string>): string => {
	const plain = path.split('/').map(safePart).join('/');
	const name = active.test(plain) ? `${plain}.txt` : plain;
	if (!taken.has(name.toLowerCase())) return name;
	for (let count = 2; ; count++) {
		const next = `${name}.${count}`;
		if (!taken.has(next.toLowerCase())) return next;
	}
};
