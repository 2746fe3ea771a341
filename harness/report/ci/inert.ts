// Makes text of unknown origin harmless in a file for a CI system: printable, without commands for its log and without
// mentions.
import {withoutCommands} from '../../support/ci-commands.ts';
import {joint} from '../../support/joint.ts';
import {printable} from '../../support/printable.ts';

/** Inserts a joint into every mention, so that no site finds a user's name. */
export const inert = (text: string): string => plain(text).replaceAll(/@(?=\w)/g, `@${joint}`);

/** For data that programs compare, and that no site searches for names. */
export const plain = (text: string): string => withoutCommands(printable(text));

export const inertLine = (text: string): string => inert(text).trim();
