// What the environment and a stream say of the terminal. An empty variable is one that is not set.
import {usableWidth} from '../support/terminal-width.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const isOn = (value: string | undefined): boolean => !['', '0', 'false'].includes((value ?? '').toLowerCase());

/** The first of the three that is set says the locale; without one it is POSIX, which has ASCII only. */
export const hasUnicode = ({LC_ALL, LC_CTYPE, LANG}: Variables): boolean =>
	/utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');

/** COLUMNS, where it is a number, decides, as for `ls` and git. */
export const widthOf = ({COLUMNS = ''}: Variables, columns: number | undefined): number =>
	usableWidth(/^[1-9]\d{0,4}$/.test(COLUMNS) ? Number(COLUMNS) : columns);

/** GitHub and others set CI: plain lines and no cursor movement. */
export const isInteractive = ({CI, TERM}: Variables, isTerminal: boolean): boolean =>
	isTerminal && !isOn(CI) && TERM !== 'dumb';

/** FORCE_COLOR, where it is set, decides; then NO_COLOR (https://no-color.org), whatever its value. */
export const hasColours = ({FORCE_COLOR, NO_COLOR, TERM}: Variables, isTerminal: boolean): boolean => {
	if (FORCE_COLOR) return isOn(FORCE_COLOR);
	return isTerminal && !NO_COLOR && TERM !== 'dumb';
};
