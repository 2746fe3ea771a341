// Reads the version in what `criu --version` prints. A second line may name a git commit.

/** Undefined when no line names a version. */
export const criuVersionIn = (printed: string): string | undefined => /^Version: (\S+)/m.exec(printed)?.[1];
