// Reasons why a build failed. Each error carries the words of the compiler, of git, or of the limit.

import type {ConfinedLimits} from '../engine/confined-command.ts';
import {EngineError} from '../engine/errors.ts';
import {UsageError} from '../model/usage-error.ts';
import {NetlockError} from '../support/errors.ts';

export class BuildError extends NetlockError {
	override name = 'BuildError';
	constructor(shortMessage: string, detail?: string) {
		super('build', shortMessage, detail);
	}
}

/** The source does not compile. `detail`: the compiler's own words. */
export class BuildFailed extends BuildError {
	override name = 'BuildFailed';
}

/** A patch does not apply to the source, or changes a file outside of it. `detail`: what `git apply` says. */
export class PatchRefused extends BuildError {
	override name = 'PatchRefused';
}

/** The image has no source package, or there is no recipe for a builder of it. */
export class NoSource extends BuildError {
	override name = 'NoSource';
}

const units: Record<keyof ConfinedLimits, (value: number) => string> = {
	time: seconds => `${seconds} s`,
	memory: bytes => `${Math.round(bytes / 2 ** 20)} MiB of memory`,
	disk: bytes => `${Math.round(bytes / 2 ** 20)} MiB of files`,
	processes: count => `${count} processes`,
	log: bytes => `${Math.round(bytes / 2 ** 20)} MiB of messages`,
	output: bytes => `${Math.round(bytes / 2 ** 20)} MiB of output`,
};

/** The build met a limit: `limit` says which. */
export class LimitExceeded extends BuildError {
	override name = 'LimitExceeded';
	readonly limit: keyof ConfinedLimits;
	constructor(what: string, limit: keyof ConfinedLimits, limits: ConfinedLimits, detail: string) {
		super(`${what} took more than ${units[limit](limits[limit])}`, detail);
		this.limit = limit;
	}
}

/** Something other than netlock ended the build's container. This says nothing about the source. */
export class EndedFromOutside extends EngineError {
	override name = 'EndedFromOutside';
}

/**
 * A binary needs a library that the image lacks. This is a mistake in the set-up, and says nothing about the binary.
 */
export class LibraryMissing extends BuildError {
	override name = 'LibraryMissing';
}

/** The user named a binary that cannot run in an image: it is for another architecture, or it is no program. */
export class CannotRun extends UsageError {
	override name: string = 'CannotRun';
}

/**
 * A binary starts, and `--version` fails. If netlock compiled the binary from sources, this is the product's failure.
 */
export class FailsAtStart extends CannotRun {
	override name = 'FailsAtStart';
}
