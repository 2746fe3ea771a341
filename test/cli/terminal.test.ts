// When netlock draws, colours and wraps: environment variables, and the kind of stream.
import test from 'ava';
import {hasColours, hasUnicode, isInteractive, widthOf} from '../../harness/cli/terminal.ts';

for (const [variables, isTerminal, interactive] of [
	[{}, true, true],
	[{}, false, false],
	[{CI: 'true'}, true, false],
	[{CI: '1'}, true, false],
	[{CI: ''}, true, true],
	[{CI: 'false'}, true, true],
	[{CI: '0'}, true, true],
	[{TERM: 'dumb'}, true, false],
	[{TERM: 'xterm-256color'}, true, true],
] as const) {
	test(`${JSON.stringify(variables)} on ${isTerminal ? 'a terminal' : 'a pipe'}: interactive is ${interactive}`, t => {
		t.is(isInteractive(variables, isTerminal), interactive);
	});
}

for (const [variables, isTerminal, colours] of [
	[{}, true, true],
	[{}, false, false],
	[{NO_COLOR: '1'}, true, false],
	[{NO_COLOR: '0'}, true, false],
	[{NO_COLOR: ''}, true, true],
	[{FORCE_COLOR: '1'}, false, true],
	[{FORCE_COLOR: '0'}, true, false],
	[{FORCE_COLOR: ''}, false, false],
	[{FORCE_COLOR: '1', NO_COLOR: '1'}, false, true],
	[{TERM: 'dumb'}, true, false],
	[{CI: 'true'}, true, true],
] as const) {
	test(`${JSON.stringify(variables)} on ${isTerminal ? 'a terminal' : 'a pipe'}: colours are ${colours}`, t => {
		t.is(hasColours(variables, isTerminal), colours);
	});
}

for (const [variables, unicode] of [
	[{}, false],
	[{LANG: ''}, false],
	[{LANG: 'C'}, false],
	[{LANG: 'POSIX'}, false],
	[{LANG: 'de_DE.ISO-8859-1'}, false],
	[{LANG: 'en_US.UTF-8'}, true],
	[{LANG: 'C.utf8'}, true],
	[{LANG: 'en_US.UTF-8', LC_CTYPE: 'C'}, false],
	[{LANG: 'C', LC_CTYPE: 'C.UTF-8'}, true],
	[{LANG: 'en_US.UTF-8', LC_ALL: 'C'}, false],
	[{LANG: 'C', LC_CTYPE: 'C', LC_ALL: 'C.UTF-8'}, true],
	[{LANG: 'C.UTF-8', LC_ALL: ''}, true],
] as const) {
	test(`${JSON.stringify(variables)}: characters beyond ASCII are ${unicode}`, t => {
		t.is(hasUnicode(variables), unicode);
	});
}

for (const [COLUMNS, columns, width] of [
	[undefined, undefined, 100],
	[undefined, 0, 100],
	[undefined, 7, 20],
	[undefined, 132, 132],
	['60', undefined, 60],
	['60', 132, 60],
	['', 132, 132],
	['0', 132, 132],
	['-1', 132, 132],
	['wide', 132, 132],
	['1', 132, 20],
] as const) {
	test(`COLUMNS=${COLUMNS} on a terminal of ${columns} columns: ${width} columns`, t => {
		t.is(widthOf({...(COLUMNS !== undefined && {COLUMNS})}, columns), width);
	});
}
