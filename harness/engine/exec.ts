// Runs commands in a sandbox: binary-safe output, always a time limit, several at a time if needed.
import type Docker from 'dockerode';
import {Channel} from './channel.ts';

export type ExecResult = {
	/** Exit status; null when the command was stopped at its time limit. */
	exit: number | null;
	stdout: Uint8Array;
	stderr: string;
	/** Milliseconds. */
	duration: number;
	/** Describes which output was longer than netlock reads. The part that was read is in the result. */
	excess?: string;
};

export type ExecOptions = {
	/** Seconds after which the command gets SIGTERM, and SIGKILL two seconds later. Default: `limits.execSeconds`. */
	limitSeconds?: number;
	/** How many bytes of standard output are read. Default: `sizes.output`. */
	outputBytes?: number;
	env?: Record<string, string>;
};

export type Exec = (argv: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

/**
 * A command that is asked for while another one runs gets its own shell. `hasShell`: a shell was started with the
 * container; it is used first.
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
