// Follows the engine's event stream of a pull or a build, and turns its errors into real ones.
import type {Readable} from 'node:stream';
import {stripVTControlCharacters} from 'node:util';
import type Docker from 'dockerode';
import {ImageUnavailable} from './errors.ts';

type Event = {stream?: string; status?: string; error?: string; aux?: {ID?: string}};

export type StepOutput = {
	/** Everything that was printed. */
	log: string;
	/** Image id, when the stream named one. */
	id?: string;
};

/** Called with each line of output as it comes. */
export type OnLine = (line: string) => void;

/** A step's command can be as long as a page, and stands in the output in full. */
const shorten = (failure: string): string => failure.replace(/^(The command '.{80}).+(' returned .*)$/, '$1…$2');

// docker-modem's followProgress drops error events that come before the end, so errors are looked for in every event.
export const followSteps = async (
	docker: Docker,
	stream: NodeJS.ReadableStream,
	what: string,
	onLine: OnLine = () => {},
): Promise<StepOutput> => {
	const output: StepOutput = {log: ''};
	let failure: string | undefined;
	const onEvent = (event: Event): void => {
		// The engine colours what went to standard error.
		const text = stripVTControlCharacters(event.stream ?? (event.status === undefined ? '' : `${event.status}\n`));
		output.log += text;
		for (const line of text.split('\n').filter(each => each.trim() !== '')) onLine(line);
		if (event.aux?.ID) output.id = event.aux.ID;
		failure ??= event.error;
	};
	await new Promise<void>((resolve, reject) => {
		docker.modem.followProgress(
			stream as Readable,
			(error: Error | null) => (error ? reject(error) : resolve()),
			onEvent,
		);
	}).catch((error: unknown) => {
		failure ??= String(error);
	});
	if (failure === undefined) return output;
	const tail = output.log.trimEnd().split('\n').slice(-30).join('\n');
	throw new ImageUnavailable(`${what}: ${shorten(failure.split('\n')[0] ?? '')}`, tail);
};
