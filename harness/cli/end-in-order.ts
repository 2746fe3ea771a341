// Ends the process in order when its output is closed, or when netlock has a defect.
import {explain} from './exit.ts';
import {exitCode} from './exit-codes.ts';
import {interrupt} from './interrupt.ts';

/** EIO: the terminal was closed. */
const closed = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

const onOutputError = (error: NodeJS.ErrnoException): void => {
	if (!closed.has(error.code ?? '')) throw error;
	// `netlock list | head` closes the pipe early. A run then ends as with Ctrl-C, and keeps its results.
	if (!interrupt()) process.exit();
};

/** AVA's process ends by itself when this process is gone. */
const onDefect = (error: unknown): void => {
	const {text} = explain(error, 'netlock');
	process.stderr.write(`netlock: ${text}\n`);
	process.exit(exitCode.cannotWork);
};

export const endInOrder = (): void => {
	for (const stream of [process.stdout, process.stderr]) stream.on('error', onOutputError);
	process.on('uncaughtException', onDefect);
};
