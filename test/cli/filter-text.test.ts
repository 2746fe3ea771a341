// Text that is written to a stream passes through filters.
import {PassThrough} from 'node:stream';
import test from 'ava';
import {filterText} from '../../harness/cli/filter-text.ts';
import {withoutCommands} from '../../harness/support/ci-commands.ts';
import {plainAscii} from '../../harness/support/plain-ascii.ts';

test('text passes through each filter, and bytes stay as they are', t => {
	const stream = new PassThrough() as unknown as NodeJS.WriteStream & PassThrough;
	filterText(stream, plainAscii);
	filterText(stream, withoutCommands);
	stream.write('::error::a…\n');
	stream.write(Buffer.from('::b…\n'));
	t.is(String(stream.read()), ': :error::a...\n::b…\n');
});
