// What is written to the log of a CI system gives that system no commands.
import {withoutCommands} from '../support/ci-commands.ts';

/** Of all that is written from now on, as text, to these streams. */
export const silenceCommands = (streams: readonly NodeJS.WriteStream[]): void => {
	for (const stream of streams) {
		const write = stream.write.bind(stream) as (chunk: unknown, ...more: unknown[]) => boolean;
		stream.write = (chunk: unknown, ...more: unknown[]) =>
			write(typeof chunk === 'string' ? withoutCommands(chunk) : chunk, ...more);
	}
};
