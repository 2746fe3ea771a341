// Recognises messages of package managers about a mirror that does not answer, or that lacks a file from its index.

// apt (mmdebstrap too), dnf 4 and 5, zypper.
const trouble =
	/^.*(Failed to fetch|Could not resolve|Temporary failure resolving|Failed to download metadata|Cannot download|All mirrors were tried|Curl error|Could not connect to|Download \(curl\) error|Timeout exceeded when accessing|does not have a Release file).*$/m;

/** The first line with such a message. Undefined when there is none. */
export const mirrorTrouble = (output: string): string | undefined => trouble.exec(output)?.[0].trim();
