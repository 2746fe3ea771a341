// The package mirror of this machine, read from apt's sources in either of their formats.
import test from 'ava';
import {ImageUnavailable} from '../../harness/engine/errors.ts';
import {mirrorIn, sourcesOf} from '../../harness/images/bootstrap.ts';

const mirror = 'https://deb.example.org/debian';

const found = test.macro({
	exec(t, sources: string, expected: string | undefined) {
		t.is(mirrorIn(sources), expected);
	},
	title: (what = '', _, expected) => `${what}: ${expected === undefined ? 'no mirror' : 'the mirror'} is found`,
});

test('one line', found, `deb ${mirror} trixie main\n`, mirror);
test('one line with a slash at its end', found, `deb ${mirror}/ trixie main\n`, mirror);
test('one line with options', found, `deb [arch=amd64 signed-by=/usr/share/k.gpg] ${mirror} trixie main\n`, mirror);
test('tabs and more', found, `# mirrors\n\ndeb\t${mirror}\ttrixie main contrib\n`, mirror);
test('plain http', found, 'deb http://10.0.0.1:3142/debian trixie main\n', 'http://10.0.0.1:3142/debian');
test('a path before it', found, 'deb http://m.example.org/pub/debian sid main', 'http://m.example.org/pub/debian');
test('deb822', found, `Types: deb deb-src\nURIs: ${mirror}/\nSuites: trixie\nComponents: main\n`, mirror);
test('deb822, at the end of the file', found, `Types: deb\nURIs: ${mirror}`, mirror);
test(
	'security updates first',
	found,
	`deb https://security.example.org/debian-security trixie-security main\ndeb ${mirror} trixie main\n`,
	mirror,
);
test(
	'deb822, security updates first',
	found,
	`URIs: https://security.example.org/debian-security/\nSuites: trixie-security\n\nURIs: ${mirror}/\nSuites: trixie\n`,
	mirror,
);
test('commented out', found, `# deb ${mirror} trixie main\n#URIs: ${mirror}\n`, undefined);
test('sources only', found, `deb-src ${mirror} trixie main\n`, undefined);
test('another distribution', found, 'deb http://archive.example.org/ubuntu noble main\n', undefined);
test('no network', found, 'deb file:///srv/debian trixie main\ndeb cdrom:[x]/debian trixie main\n', undefined);
test('empty', found, '', undefined);
test(
	'a stanza with several addresses',
	found,
	`Types: deb\nURIs: https://deb.example.org/security ${mirror}\n`,
	mirror,
);

test('every suite comes from the machine’s mirror', t => {
	t.deepEqual(sourcesOf(mirror, ['sid', 'experimental']), [
		`deb ${mirror} sid main`,
		`deb ${mirror} experimental main`,
	]);
});

test('without a mirror, a suite comes from mmdebstrap’s default, and two suites are refused', t => {
	t.deepEqual(sourcesOf(undefined, ['trixie']), []);
	const error = t.throws(() => sourcesOf(undefined, ['sid', 'experimental']), {instanceOf: ImageUnavailable});
	t.regex(error.shortMessage, /^bootstrap: sid with experimental takes a Debian mirror/);
});
