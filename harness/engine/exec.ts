// Runs commands in a sandbox: binary-safe output, always a time limit, several at a time when that is asked for.
import type Docker from 'dockerode';
import {Channel} from './channel.ts';

export type ExecResult = {
	/** Exit status; null when the command was stopped at its time limit. */
	exit: number | null;
	stdout: Uint8Array;
	stderr: string;
	/** Milliseconds. */
	duration: number;
	/** In words, when the command wrote more than is read of it; what was read is here. */
	excess?: string;
};

export type ExecOptions = {
	/** After which the command is ended, SIGTERM first, SIGKILL two seconds later. Default: `limits.execSeconds`. */
	limitSeconds?: number;
	/** Bytes that are read of its standard output. Default: `sizes.output`. */
	outputBytes?: number;
	env?: Record<string, string>;
};

export type Exec = (argv: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

/**
 * Commands that are asked for while another runs get a shell of their own. `hasShell`: one was started with the container, and
 * is taken first.
 */
export const execIn = (container: Docker.Container, {hasShell = false} = {}): {exec: Exec; close: () => void} => {
	const idle: Channel[] = [];
	const all = new Set<Channel>();
	let isTaken = !hasShell;
	const add = (): Promise<Channel> => {
		if (isTaken) return Channel.open(container);
		isTaken = true;
		return Channel.attach(container);
	};
	const take = async (): Promise<Channel> => {
		const channel = idle.pop() ?? (await add());
		all.add(channel);
		return channel;
	};
	return {
		exec: async (argv, options = {}) => {
			const channel = await take();
			try {
				return await channel.run(argv, options);
			} finally {
				if (channel.usable) idle.push(channel);
				else all.delete(channel);
			}
		},
		close: () => {
			for (const channel of all) channel.close();
		},
	};
};
