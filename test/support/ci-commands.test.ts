// The output of a Makefile or a runtime is no command for a CI system.
import test from 'ava';
import {withoutCommands} from '../../harness/support/ci-commands.ts';

for (const [text, shown] of [
	['::error file=a::forged', ': :error file=a::forged'],
	['a reason\n  ::add-mask::pass\n\t::stop-commands::x', 'a reason\n  : :add-mask::pass\n\t: :stop-commands::x'],
	['netlock: ##[error]forged', 'netlock: # #[error]forged'],
	['####[error]x ##vso[task.setvariable]y', '### #[error]x # #vso[task.setvariable]y'],
	['std::string in a line, ## a title', 'std::string in a line, ## a title'],
] as const) {
	test(`in a CI log: ${JSON.stringify(text)}`, t => {
		t.is(withoutCommands(text), shown);
		t.is(withoutCommands(shown), shown);
	});
}

for (const end of ['\n', '\r', '\u2028', ' ']) {
	test(`millions of U+${end.codePointAt(0)} are read at once`, t => {
		t.timeout(20_000);
		t.is(withoutCommands(`${end.repeat(4_000_000)}::error::x`).slice(-11), ': :error::x');
	});
}
