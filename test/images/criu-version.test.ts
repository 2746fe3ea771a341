// The version in what `criu --version` prints.
import test from 'ava';
import {criuVersionIn} from '../../harness/images/criu-version.ts';

test('the version is the word after `Version:`, also beside a warning and a commit', t => {
	t.is(criuVersionIn('Version: 4.2\n'), '4.2');
	t.is(criuVersionIn('Warn: no library\nVersion: 4.2-rc1\nGitID: v4.2-rc1-3-g0123abc\n'), '4.2-rc1');
});

test('a line that only mentions a version does not count', t => {
	t.is(criuVersionIn('Kernel Version: 6.12\n'), undefined);
	t.is(criuVersionIn(''), undefined);
});
