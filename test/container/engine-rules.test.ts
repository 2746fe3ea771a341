// The rules by which an engine publishes a port: kept from the start to the restore, and gone with the container.
import test from 'ava';
import {Disagreement, EvidenceMissing} from '../../harness/container/errors.ts';
import {newPodmanContainer} from '../../harness/container/podman.ts';
import {contextOf} from '../fixtures/cell-context.ts';
import {playedSandbox} from '../fixtures/played-sandbox.ts';

const rules = (...lines: string[]): string => `table inet netavark {
	chain HOSTPORT {
${lines.map(line => `\t\t${line}\n`).join('')}	}
}
`;
const [published, other] = ['tcp dport 7007 dnat ip to 10.88.0.2:7007', 'tcp dport 70070 drop'];

/** Rules as they are at first, and as they are later. */
const rulesFor = (first: string, later = first, exit = 0) => {
	const {sandbox} = playedSandbox([[/nft .*list ruleset/, {stdout: first, exit}, {stdout: later, exit}]]);
	return newPodmanContainer(contextOf('crun', 'unset', sandbox)).rulesFor(7007);
};

test('rules that are as they were are unchanged', async t => {
	const {areUnchanged} = await rulesFor(rules(published, other));
	await t.notThrowsAsync(areUnchanged());
});

test('a rule that is lost is named, at the kernel layer', async t => {
	const {areUnchanged} = await rulesFor(rules(published, other), rules(other));
	const thrown = await t.throwsAsync(areUnchanged(), {instanceOf: Disagreement});
	t.is(thrown?.layer, 'kernel');
	t.is(
		thrown?.shortMessage,
		`the rules of the engine: the sandbox lost \`table inet netavark / chain HOSTPORT / ${published}\``,
	);
});

test('a port is gone when no rule names it, and another port does not count', async t => {
	const {areGone} = await rulesFor(rules(published, other), rules(other));
	await t.notThrowsAsync(areGone());
});

test('a port that outlives its container is named', async t => {
	const {areGone} = await rulesFor(rules(published));
	t.regex((await t.throwsAsync(areGone(), {instanceOf: Disagreement}))?.shortMessage ?? '', /is published: .*:7007$/);
});

test('no verdict without a rule for the port, or without a list', async t => {
	await t.throwsAsync(rulesFor(rules(other)), {instanceOf: EvidenceMissing, message: /no rule .* publishes port 7007/});
	await t.throwsAsync(rulesFor('', '', 1), {instanceOf: EvidenceMissing, message: /could not be listed/});
});
