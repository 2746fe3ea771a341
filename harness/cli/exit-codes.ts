// Exit codes. They are the same for every command.
export const exitCode = {asExpected: 0, unexpected: 1, usage: 2, cannotWork: 3, interrupted: 130} as const;

/** The meaning of each, for --help and docs/commands.md. */
export const exitMeanings: Record<keyof typeof exitCode, string> = {
	asExpected: 'every outcome was as expected; or the command did its work',
	unexpected:
		'`run`, `rerun`: an outcome was unexpected; `compare`: a cell regressed; `validate`: the patch is not a fix, or regresses; `bisect`: the first build is bad, or the last one good',
	usage: 'wrong usage: standard error names the bad value and the valid ones',
	cannotWork: 'netlock could not do its work, or nothing could run; `validate` and `bisect`: the results do not decide',
	interrupted: 'interrupted by Ctrl-C, SIGTERM, a closed terminal, or a reader of the output that went away',
};
