// Passes text that netlock writes to a stream through a filter. Bytes are not changed.

type Stream = Pick<NodeJS.WriteStream, 'write'>;

export const filterText = (stream: Stream, filter: (text: string) => string): void => {
	const write = stream.write.bind(stream) as (chunk: unknown, ...more: unknown[]) => boolean;
	stream.write = (chunk: unknown, ...more: unknown[]) =>
		write(typeof chunk === 'string' ? filter(chunk) : chunk, ...more);
};
