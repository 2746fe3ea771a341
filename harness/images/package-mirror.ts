// What package managers say when a mirror does not answer, or does not have what its index names.

// apt (mmdebstrap too), dnf 4 and 5, zypper.
const trouble =
	/^.*(Failed to fetch|Could not resolve|Temporary failure resolving|Failed to download metadata|Cannot download|All mirrors were tried|Curl error|Could not connect to|Download \(curl\) error|Timeout exceeded when accessing|does not have a Release file).*$/m;

/** The first line of an output that tells of it; undefined when none does. */
export const mirrorTrouble = (output: string): string | undefined => trouble.exec(output)?.[0].trim();
