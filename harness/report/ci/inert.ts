// Text of unknown origin in a file that a CI system reads: printable, no command of its log, nobody called.
import {withoutCommands} from '../../support/ci-commands.ts';
import {joint} from '../../support/joint.ts';
import {printable} from '../../support/printable.ts';

/** A joint stands in every mention, so that no program finds a name. */
export const inert = (text: string): string => plain(text).replaceAll(/@(?=\w)/g, `@${joint}`);

/** For data that programs compare, and that no site looks through for names. */
export const plain = (text: string): string => withoutCommands(printable(text));

export const inertLine = (text: string): string => inert(text).trim();
