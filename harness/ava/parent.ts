// The pipe to the netlock process that started this AVA. Events go to it. Its end says that netlock is gone.
import {Socket} from 'node:net';

export type Parent = {
	/** Resolves when the line was sent, or when it cannot be sent any more. */
	send: (line: string) => Promise<void>;
	/** Resolves when the other side closes the pipe: netlock ended, by itself or by a signal. */
	gone: Promise<void>;
};

export const parentAt = (descriptor: number): Parent => {
	const pipe = new Socket({fd: descriptor, readable: true, writable: true});
	const gone = new Promise<void>(resolve => pipe.once('close', () => resolve()));
	// A 'close' event follows each error. netlock sends nothing through this pipe: reading it shows when the pipe ends.
	pipe.on('error', () => {}).resume();
	pipe.unref();
	return {send: line => new Promise(resolve => pipe.write(line, () => resolve())), gone};
};
