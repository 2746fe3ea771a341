// In the log of a CI system, text is not only read: lines such as `::error::` are commands. What foreign programs say is none.

/** GitHub takes `::command::` at the start of a line, `##[command]` anywhere in it; Azure takes `##vso[command]`. */
export const withoutCommands = (text: string): string =>
	text.replaceAll(/^(\s*):(?=:)/gm, '$1: ').replaceAll(/##(?=\[|vso\[)/g, '# #');

/** Of all that is written from now on, as text, to these streams. */
export const silenceCommands = (streams: readonly NodeJS.WriteStream[]): void => {
	for (const stream of streams) {
		const write = stream.write.bind(stream) as (chunk: unknown, ...more: unknown[]) => boolean;
		stream.write = (chunk: unknown, ...more: unknown[]) =>
			write(typeof chunk === 'string' ? withoutCommands(chunk) : chunk, ...more);
	}
};
