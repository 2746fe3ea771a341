// The side of the shared worker that runs in the test process.
import {registerSharedWorker} from 'ava/plugin';
import {EngineError} from '../engine/errors.ts';
import {type Ask, type Call, type CallName, type Calls, type Reply, received} from './protocol.ts';

const worker = registerSharedWorker<Ask | Reply>({
	filename: new URL('worker.ts', import.meta.url),
	supportedProtocols: ['ava-4'],
});

export const call: Call = async <Name extends CallName>(name: Name, ask: Calls[Name]['ask']) => {
	await worker.available;
	for await (const {data} of worker.publish({call: name, ...ask} as Ask).replies()) {
		const reply = data as Reply<Name>;
		if (reply.ok) return reply.value;
		throw received(reply.error);
	}
	throw new EngineError(`the shared worker did not reply to ${name}`);
};
