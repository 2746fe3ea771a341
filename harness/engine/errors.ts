// What can go wrong between netlock and the engine. All of it is the harness's trouble, never a product's fault.

import {NetlockError, shortMessageOf} from '../support/errors.ts';

export class EngineError extends NetlockError {
	override name = 'EngineError';
	constructor(shortMessage: string, detail?: string, cause?: unknown) {
		super('machine', shortMessage, detail, cause);
	}
}

/** No engine answers, and none can be started. */
export class NoEngine extends EngineError {
	override name = 'NoEngine';
}

/** It worked, and nobody answers at its address any more. */
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

/** A registry does not begin to answer a pull in time. */
export class NoAnswer extends ImageUnavailable {
	override name = 'NoAnswer';
}

export class ExecFailed extends EngineError {
	override name = 'ExecFailed';
}

/** What DOCKER_HOST says is no address, or one that netlock does not speak to. */
export class EndpointRefused extends NetlockError {
	override name = 'EndpointRefused';
	constructor(endpoint: string, detail: string) {
		super('usage', `${endpoint} is no address of an engine that netlock can reach`, detail);
	}
}
