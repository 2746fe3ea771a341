// The command that the user gave, as a shell takes it in the checkout. Results name it, so that people can run it again.
import {quote} from '../support/quote.ts';

export const typedCommand = (words: readonly string[] = process.argv.slice(2)): string =>
	['bin/netlock', ...words].map(quote).join(' ');
