// A real bootstrap that fails: the error blames the mirror, and no part of the bootstrap becomes a base.
import test from 'ava';
import {findImage, untagImage} from '../../harness/engine/images.ts';
import {bootstrap} from '../../harness/images/bootstrap.ts';
import {PackageMirrorFailed} from '../../harness/images/errors.ts';
import {engine} from './engine.ts';

test('the error names a Debian mirror that does not answer, and no base is left behind', async t => {
	const {docker} = await engine();
	const [repo, tag] = [`netlock-test-bootstrap-${process.pid}`, 'no-mirror'] as const;
	t.teardown(() => untagImage(docker, `${repo}:${tag}`));
	const made = bootstrap(docker, {suite: 'trixie'}, repo, tag, 'http://127.0.0.1:1/debian');
	const error = await t.throwsAsync(made, {instanceOf: PackageMirrorFailed});
	t.regex(error.shortMessage, /^bootstrap trixie: the package mirror failed: .*Could not connect to 127\.0\.0\.1:1/);
	t.regex(error.message, /Try again later, or with another mirror/);
	// The engine accepts an archive that is cut short.
	t.is(await findImage(docker, `${repo}:${tag}`), undefined);
	const names = (await docker.listImages()).flatMap(({RepoTags}) => RepoTags ?? []);
	t.deepEqual(
		names.filter(name => name.startsWith(repo)),
		[],
	);
});

test('a bootstrap that succeeds has its own name, and no other', async t => {
	t.timeout(180_000);
	const {docker} = await engine();
	const [repo, tag] = [`netlock-test-bootstrapped-${process.pid}`, 'trixie'] as const;
	t.teardown(() => untagImage(docker, `${repo}:${tag}`));
	const {id} = await bootstrap(docker, {suite: 'trixie'}, repo, tag);
	t.is((await findImage(docker, `${repo}:${tag}`))?.id, id);
	const names = (await docker.listImages()).flatMap(({RepoTags}) => RepoTags ?? []);
	t.deepEqual(
		names.filter(name => name.startsWith(repo)),
		[`${repo}:${tag}`],
	);
});
