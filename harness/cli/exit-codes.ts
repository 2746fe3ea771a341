// Exit codes: the same for every command.
export const exitCode = {asExpected: 0, unexpected: 1, usage: 2, cannotWork: 3, interrupted: 130} as const;
