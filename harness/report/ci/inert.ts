// Text of unknown origin in a file that a CI system reads: printable, no command of its log, nobody called.
import {withoutCommands} from '../../support/ci-commands.ts';
import {printable} from '../../support/printable.ts';

/** What begins a mention is followed by a character without width: a person reads the same, and no program finds a name. */
export const inert = (text: string): string => withoutCommands(printable(text)).replaceAll(/@(?=\w)/g, '@\u200B');

export const inertLine = (text: string): string => inert(text).trim();
