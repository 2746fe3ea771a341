// What the environment and a stream say of the terminal. An empty variable is one that is not set.

type Variables = Readonly<Record<string, string | undefined>>;

const isOn = (value: string | undefined): boolean => !['', '0', 'false'].includes((value ?? '').toLowerCase());

/** GitHub and others set CI: plain lines and no cursor movement. */
export const isInteractive = ({CI, TERM}: Variables, isTerminal: boolean): boolean =>
	isTerminal && !isOn(CI) && TERM !== 'dumb';

/** FORCE_COLOR, where it is set, decides; then NO_COLOR (https://no-color.org), whatever its value. */
export const hasColours = ({FORCE_COLOR, NO_COLOR, TERM}: Variables, isTerminal: boolean): boolean => {
	if (FORCE_COLOR) return isOn(FORCE_COLOR);
	return isTerminal && !NO_COLOR && TERM !== 'dumb';
};
