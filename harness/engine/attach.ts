// Runs a command in a sandbox with the terminal or the standard input of this process.
import type Docker from 'dockerode';

export type Terminal = {
	input: NodeJS.ReadStream;
	output: NodeJS.WriteStream;
	errors: NodeJS.WriteStream;
};

/** Resolves when the command ends, with its exit status. */
export const attach = async (
	container: Docker.Container,
	argv: readonly string[],
	env: Record<string, string>,
	{input, output, errors}: Terminal,
): Promise<number> => {
	const isTerminal = input.isTTY === true && output.isTTY === true;
	const process = await container.exec({
		Cmd: [...argv],
		Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
		AttachStdin: true,
		AttachStdout: true,
		AttachStderr: true,
		Tty: isTerminal,
	});
	const stream = await process.start({hijack: true, stdin: true, Tty: isTerminal});
	const resize = (): void => {
		process.resize({h: output.rows, w: output.columns}).catch(() => {});
	};
	if (isTerminal) {
		input.setRawMode(true);
		stream.pipe(output, {end: false});
		output.on('resize', resize);
		resize();
	} else {
		container.modem.demuxStream(stream, output, errors);
	}
	input.pipe(stream);
	await new Promise(resolve => stream.on('end', resolve).on('close', resolve));
	if (isTerminal) {
		input.setRawMode(false);
		output.off('resize', resize);
	}
	input.unpipe(stream);
	input.pause();
	return (await process.inspect()).ExitCode ?? 1;
};
