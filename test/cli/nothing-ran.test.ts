// A condition of exit 0: an image that was named in full is available.
import test from 'ava';
import {explain} from '../../harness/cli/exit.ts';
import {NothingRan, requireNamed} from '../../harness/cli/nothing-ran.ts';

const images = [
	{id: 'debian-forky', state: 'ready'},
	{id: 'fedora-44', state: 'miss', reason: 'no registry answers'},
] as const;

test('an unavailable image that was named in full exits with 3; the message has the reason and --allow-missing', t => {
	const error = t.throws(() => requireNamed(['debian-forky', 'fedora-44'], images), {instanceOf: NothingRan});
	const {code, text} = explain(error, 'netlock run');
	t.is(code, 3);
	t.regex(text, /^fedora-44: named, and unavailable\nno registry answers\n--allow-missing/);
});

test('a pattern takes the available images', t => {
	t.notThrows(() => requireNamed(['fedora-*', 'debian-forky'], images));
	t.notThrows(() => requireNamed([], images));
});
