// When netlock draws, colours and wraps: variables of the environment against the kind of stream.
import test from 'ava';
import {hasColours, isInteractive} from '../../harness/cli/terminal.ts';

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
