// CI systems take some lines of a log as commands, such as `::error::`. This makes text of other programs harmless.

/** GitHub reads `::command::` at the start of a line and `##[command]` anywhere; Azure reads `##vso[command]`. */
export const withoutCommands = (text: string): string =>
	text.replaceAll(/^([^\S\n\r\u2028\u2029]*):(?=:)/gm, '$1: ').replaceAll(/##(?=\[|vso\[)/g, '# #');
