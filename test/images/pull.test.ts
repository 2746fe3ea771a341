// Which failures of a pull are tried again, and what netlock remembers of them.
import {Readable} from 'node:stream';
import test from 'ava';
import type Docker from 'dockerode';
import {ImageUnavailable, NoAnswer} from '../../harness/engine/errors.ts';
import {ReferenceVanished, RegistryUnreachable} from '../../harness/images/errors.ts';
import {explainPull, pullBase} from '../../harness/images/pull.ts';
import {knownUnreachable, newSupply} from '../../harness/images/supply.ts';
import type {Step} from '../../harness/model/step.ts';

const reference = 'registry.test/debian:trixie';

/** An engine that answers pulls with these errors, one after the other, and then succeeds. */
const engineThat = (...says: string[]) => {
	let pulls = 0;
	const docker = {
		pull: async () => {
			const said = says[pulls++];
			if (said !== undefined) throw new Error(said);
			return Readable.from([]);
		},
		modem: {followProgress: (_: unknown, done: (error: null) => void) => done(null)},
		getImage: () => ({inspect: async () => ({RepoDigests: ['registry.test/debian@sha256:1']})}),
	};
	const supply = newSupply({docker: docker as unknown as Docker, mirrors: new Map()});
	return {supply, pulls: () => pulls};
};

test('an error that may pass is tried twice more, with a message each time', async t => {
	const {supply, pulls} = engineThat('connection reset by peer', 'received 503');
	const steps: Step[] = [];
	const {digest} = await pullBase(supply, reference, step => steps.push(step), {firstWaitMs: 1});
	t.is(digest, 'registry.test/debian@sha256:1');
	t.is(pulls(), 3);
	t.deepEqual(
		steps.map(({kind}) => kind),
		['try again', 'try again'],
	);
	t.is(knownUnreachable(supply, reference), undefined);
});

test('after the third time the registry is unreachable for this supply, and for no other', async t => {
	const {supply, pulls} = engineThat(...Array(4).fill('unexpected EOF'));
	const pulling = pullBase(supply, reference, () => {}, {firstWaitMs: 1});
	const error = await t.throwsAsync(pulling, {instanceOf: RegistryUnreachable});
	t.is(error?.shortMessage, 'registry.test cannot be reached: EOF');
	t.is(pulls(), 3);
	t.is(knownUnreachable(supply, 'registry.test/fedora:44'), error);
	t.is(knownUnreachable(newSupply(supply), reference), undefined);
});

for (const [said, kind] of [
	['dial tcp 127.0.0.1:9: connect: connection refused', RegistryUnreachable],
	['lookup registry.test: no such host', RegistryUnreachable],
	['manifest unknown', ReferenceVanished],
	['something else', ImageUnavailable],
] as const) {
	test(`"${said}" is tried once`, async t => {
		const {supply, pulls} = engineThat(said, said);
		await t.throwsAsync(
			pullBase(supply, reference, () => {}, {firstWaitMs: 1}),
			{instanceOf: kind},
		);
		t.is(pulls(), 1);
	});
}

test('a registry that does not start to answer is unreachable, and is not tried again', t => {
	const error = explainPull(new NoAnswer(`pull ${reference}: did not answer within 20 s`), reference);
	t.true(error instanceof RegistryUnreachable && !error.isTransient);
	t.is(error.shortMessage, 'registry.test cannot be reached: did not answer within 20 s');
});
