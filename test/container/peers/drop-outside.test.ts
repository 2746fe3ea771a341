// Dropping packets outside: one table of the sandbox's own, for one port, which is removed again.
import test from 'ava';
import {EvidenceMissing} from '../../../harness/container/errors.ts';
import {dropOutside} from '../../../harness/container/peers/drop-outside.ts';
import {contextOf} from '../../fixtures/cell-context.ts';
import {playedSandbox} from '../../fixtures/played-sandbox.ts';

test('packets for the port are dropped until the end of the rule', async t => {
	const {sandbox, ran} = playedSandbox();
	const drops = await dropOutside(contextOf('crun', 'nftables', sandbox), 7007);
	t.regex(ran('nft')[0] ?? '', /table inet netlock-drops \{ .* tcp dport 7007 drop; \}; \}$/);
	await drops.ends();
	t.regex(ran('nft')[1] ?? '', /delete table inet netlock-drops$/);
});

test('a sandbox that cannot drop packets is no verdict on the runtime', async t => {
	const {sandbox} = playedSandbox([[/nft/, {exit: 1, stderr: 'Operation not permitted'}]]);
	const dropping = dropOutside(contextOf('crun', 'nftables', sandbox), 7007);
	await t.throwsAsync(dropping, {instanceOf: EvidenceMissing, message: /could not be dropped outside/});
});
