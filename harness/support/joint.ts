// A character without width. Reports put it into what a site would take for a mention or a link; a person reads the same.
export const joint = '\u200B';

/** As it was typed: of words that somebody copied out of a report. */
export const withoutJoints = (text: string): string => text.replaceAll(joint, '');
