// Registries and their mirrors, as a user gives them.
import test from 'ava';
import {parseMirrors, parsePrefix, throughMirror} from '../../harness/images/mirrors.ts';
import {UsageError} from '../../harness/model/usage-error.ts';

for (const [mirror, expected] of [
	['quay.io=localhost:5000/quay', 'localhost:5000/quay/centos/centos:stream10'],
	['quay.io=mirror.example.org/a-b/c.d_e/', 'mirror.example.org/a-b/c.d_e/centos/centos:stream10'],
	['quay.io=127.0.0.1:5000', '127.0.0.1:5000/centos/centos:stream10'],
	['quay.io=localhost', 'localhost/centos/centos:stream10'],
	['quay.io=cache:5000', 'cache:5000/centos/centos:stream10'],
	['docker.io=localhost:5000', 'quay.io/centos/centos:stream10'],
] as const) {
	test(`--registry-mirror ${mirror}`, t => {
		t.is(throughMirror(parseMirrors([mirror]), 'quay.io/centos/centos:stream10'), expected);
	});
}

// An engine would read the last one as docker.io/cache.
for (const wrong of [
	'quay.io',
	'quay.io=',
	'=localhost',
	'quay.io=https://x.org',
	'quay.io=x.org//y',
	'quay.io=cache',
]) {
	test(`--registry-mirror ${wrong} is refused`, t => {
		t.throws(() => parseMirrors([wrong]), {instanceOf: UsageError, message: /not a mirror/});
	});
}

test('a prefix to push to contains its registry', t => {
	t.is(parsePrefix('images push', 'ghcr.io/me/netlock/'), 'ghcr.io/me/netlock');
	for (const wrong of ['me/netlock', 'Foo:bar/baz', 'ghcr.io/Me', '']) {
		t.throws(() => parsePrefix('images push', wrong), {instanceOf: UsageError, message: /not a registry/});
	}
});
