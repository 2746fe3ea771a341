// What a request says of the container's network namespace, against where the bundle says that it is.
import test from 'ava';
import {hostNetwork} from '../../../harness/bundle/host-network.ts';
import {privateNetwork, vethNetwork} from '../../../harness/bundle/topology.ts';
import {networkNamespaceProblem} from '../../../harness/container/layers/network-namespace.ts';
import type {SentField} from '../../../harness/model/evidence.ts';
import {contextOf, operationOf} from '../../fixtures/cell-context.ts';

const context = contextOf('runc', 'unset');
const external: SentField = {number: 37, name: 'external', value: '"net[4026532215]:extRootNetNS"'};
const handedOver: SentField = {number: 27, name: 'inherit_fd', value: '{key: "extRootNetNS", fd: 9}'};
const pipe: SentField = {number: 27, name: 'inherit_fd', value: '{key: "pipe:[7]", fd: 1}'};

const dump = (...fields: SentField[]) => operationOf({operation: 'checkpoint', fields});
const restore = (...fields: SentField[]) => operationOf({operation: 'restore', fields});

test('a network namespace with a path is external at the dump, and handed over at the restore', t => {
	t.is(networkNamespaceProblem(context, dump(external), vethNetwork), undefined);
	t.is(networkNamespaceProblem(context, restore(pipe, handedOver), vethNetwork), undefined);
	t.is(
		networkNamespaceProblem(context, dump({...external, value: '"pid[4026532215]:extRootPidNS"'}), vethNetwork),
		'the container is in the network namespace /run/netns/container, but at checkpoint runc sent no external net[…]',
	);
	t.is(
		networkNamespaceProblem(context, restore(pipe), vethNetwork),
		'the container is in the network namespace /run/netns/container, but at restore runc sent no inherit_fd for extRootNetNS',
	);
});

test('the namespace that is called external must be the one that the bundle names', t => {
	t.is(networkNamespaceProblem(context, {...dump(external), inode: '4026532215'}, vethNetwork), undefined);
	t.is(
		networkNamespaceProblem(context, {...dump(external), inode: '4026532216'}, vethNetwork),
		'the container is in the network namespace /run/netns/container, but at checkpoint runc sent external = net[4026532215], where net[4026532216] was meant',
	);
});

test('nothing is asked for another network namespace, nor of a request that was not seen', t => {
	for (const topology of [privateNetwork, hostNetwork, undefined]) {
		t.is(networkNamespaceProblem(context, dump(), topology), undefined);
	}
	t.is(networkNamespaceProblem(context, operationOf({fields: undefined}), vethNetwork), undefined);
});
