// A character without width. Reports insert it into text that a site would turn into a mention or a link. People see no
// difference.
export const joint = '\u200B';

/** Removes it from text that somebody copied from a report. */
export const withoutJoints = (text: string): string => text.replaceAll(joint, '');
