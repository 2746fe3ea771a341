// What a Makefile or a runtime prints commands no CI system.
import {PassThrough} from 'node:stream';
import test from 'ava';
import {silenceCommands} from '../../harness/cli/ci-log.ts';
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

test('all text that is written to a stream is silenced, and bytes are left as they are', t => {
	const stream = new PassThrough() as unknown as NodeJS.WriteStream & PassThrough;
	silenceCommands([stream]);
	stream.write('::error::a\n');
	stream.write(Buffer.from('::b\n'));
	t.is(String(stream.read()), ': :error::a\n::b\n');
});
