// The test process's end of the shared worker.
import {registerSharedWorker} from 'ava/plugin';
import {EngineError} from '../engine/errors.ts';
import type {Answer, Ask, CallName, Calls} from './protocol.ts';

const worker = registerSharedWorker<Ask | Answer>({
	filename: new URL('worker.ts', import.meta.url),
	supportedProtocols: ['ava-4'],
});

/** @throws EngineError with the worker's words */
export const call = async <Name extends CallName>(
	name: Name,
	ask: Calls[Name]['ask'],
): Promise<Calls[Name]['answer']> => {
	await worker.available;
	for await (const {data} of worker.publish({call: name, ...ask} as Ask).replies()) {
		const answer = data as Answer<Name>;
		if (answer.ok) return answer.value;
		throw new EngineError(answer.shortMessage, answer.message);
	}
	throw new EngineError(`the shared worker did not answer ${name}`);
};
