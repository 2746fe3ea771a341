// Errors between netlock and the engine. The harness or the machine is to blame for all of them, never the product.

import {NetlockError, shortMessageOf} from '../support/errors.ts';

export class EngineError extends NetlockError {
	override name = 'EngineError';
	constructor(shortMessage: string, detail?: string, cause?: unknown) {
		super('machine', shortMessage, detail, cause);
	}
}

/** The engine did not do something. The first line has its reason: by it, netlock tells the machine from itself. */
export class EngineRefused extends EngineError {
	override name = 'EngineRefused';
	constructor(what: string, cause: unknown) {
		const [reason = '', ...rest] = shortMessageOf(cause).trim().split('\n');
		super(`${what}: ${reason}`, rest.join('\n'), cause);
	}
}

/** No engine answers, and none can be started. */
export class NoEngine extends EngineError {
	override name = 'NoEngine';
}

/** The engine worked, and does not answer any more. */
export class EngineGone extends EngineError {
	override name = 'EngineGone';
	constructor(endpoint: string, cause: unknown) {
		super(
			`the engine at ${endpoint} is gone: ${shortMessageOf(cause)}`,
			'What was finished is kept. Start that engine again; `netlock run --resume` then finishes a run.',
			cause,
		);
	}
}

/** An image could not be pulled, bootstrapped or built. `detail` is the failing step's own output. */
export class ImageUnavailable extends EngineError {
	override name = 'ImageUnavailable';
}

/** A registry did not answer a pull in time. */
export class NoAnswer extends ImageUnavailable {
	override name = 'NoAnswer';
}

export class ExecFailed extends EngineError {
	override name = 'ExecFailed';
}

/** The shell in a sandbox was killed, or something else wrote into its output. The machine can do it only for lack of memory. */
export class ShellKilled extends ExecFailed {
	override name = 'ShellKilled';
}

/** DOCKER_HOST is no address, or one of a kind that netlock does not support. */
export class EndpointRefused extends NetlockError {
	override name = 'EndpointRefused';
	constructor(endpoint: string, detail: string) {
		super('usage', `${endpoint} is no address of an engine that netlock can reach`, detail);
	}
}
