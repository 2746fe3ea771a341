// Reads the properties of the terminal from the environment and a stream. An empty variable counts as unset.
import {usableWidth} from '../support/terminal-width.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const isOn = (value: string | undefined): boolean => !['', '0', 'false'].includes((value ?? '').toLowerCase());

/** The first of the three that is set gives the locale. Without any the locale is POSIX, which has only ASCII. */
export const hasUnicode = ({LC_ALL, LC_CTYPE, LANG}: Variables): boolean =>
	/utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');

/** COLUMNS decides if it is a number, as for `ls` and git. */
export const widthOf = ({COLUMNS = ''}: Variables, columns: number | undefined): number =>
	usableWidth(/^[1-9]\d{0,4}$/.test(COLUMNS) ? Number(COLUMNS) : columns);

/** GitHub and others set it. */
export const isOnCi = ({CI}: Variables): boolean => isOn(CI);

/** On CI, progress is plain lines without cursor movement. */
export const isInteractive = ({CI, TERM}: Variables, isTerminal: boolean): boolean =>
	isTerminal && !isOnCi({CI}) && TERM !== 'dumb';

/** FORCE_COLOR decides if it is set; then NO_COLOR with any value (https://no-color.org). */
export const hasColours = ({FORCE_COLOR, NO_COLOR, TERM}: Variables, isTerminal: boolean): boolean => {
	if (FORCE_COLOR) return isOn(FORCE_COLOR);
	return isTerminal && !NO_COLOR && TERM !== 'dumb';
};
