// Follows the engine's event stream of a pull or a build, and throws the errors in it.
import type {Readable} from 'node:stream';
import {stripVTControlCharacters} from 'node:util';
import type Docker from 'dockerode';
import {ImageUnavailable} from './errors.ts';

type Event = {stream?: string; status?: string; error?: string; aux?: {ID?: string}};

export type StepOutput = {
	/** The whole output. */
	log: string;
	/** Image id, when the stream named one. */
	id?: string;
};

/** Called with each line of output as it comes. */
export type OnLine = (line: string) => void;

/** Shortens a failed command, which may be as long as a page. The output has it in full. */
const shorten = (failure: string): string => failure.replace(/^(The command '.{80}).+(' returned .*)$/, '$1…$2');

// docker-modem's followProgress drops error events before the last event. So every event is checked for an error.
export const followSteps = async (
	docker: Docker,
	stream: NodeJS.ReadableStream,
	what: string,
	onLine: OnLine = () => {},
): Promise<StepOutput> => {
	const output: StepOutput = {log: ''};
	let failure: string | undefined;
	const onEvent = (event: Event): void => {
		// The engine colours output from standard error.
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
