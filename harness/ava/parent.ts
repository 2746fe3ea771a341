// The netlock that started this AVA, at the other end of a pipe: events go to it, and the pipe's end says that it is gone.
import {Socket} from 'node:net';

export type Parent = {
	/** Resolves once the line is on its way, or cannot be. */
	send: (line: string) => Promise<void>;
	/** Resolves when the other end is closed: netlock ended, however that came about. */
	gone: Promise<void>;
};

export const parentAt = (descriptor: number): Parent => {
	const pipe = new Socket({fd: descriptor, readable: true, writable: true});
	const gone = new Promise<void>(resolve => pipe.once('close', () => resolve()));
	// 'close' follows. Nothing comes in: reading is how the end is noticed.
	pipe.on('error', () => {}).resume();
	pipe.unref();
	return {send: line => new Promise(resolve => pipe.write(line, () => resolve())), gone};
};
