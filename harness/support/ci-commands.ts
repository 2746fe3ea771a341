// In the log of a CI system, text is not only read: lines such as `::error::` are commands. What foreign programs say is none.

/** GitHub takes `::command::` at the start of a line, `##[command]` anywhere in it; Azure takes `##vso[command]`. */
export const withoutCommands = (text: string): string =>
	text.replaceAll(/^(\s*):(?=:)/gm, '$1: ').replaceAll(/##(?=\[|vso\[)/g, '# #');
