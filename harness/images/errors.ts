// Why an image is unavailable. All of it makes cells `miss`: none of it says anything about a runtime.
import {ImageUnavailable} from '../engine/errors.ts';

/** Nobody answers, or not in time; also a registry that says to come back later. */
export class RegistryUnreachable extends ImageUnavailable {
	override name = 'RegistryUnreachable';
	/** Whether it may pass: a broken connection, a registry that is busy. */
	readonly isTransient: boolean;
	/** `cause`: in a word or two; `said`: all that the engine says. */
	constructor(
		host: string,
		reference: string,
		{cause, said, isTransient}: {cause: string; said: string; isTransient: boolean},
	) {
		super(
			`${host} cannot be reached: ${cause}`,
			`Wanted: ${reference}. ${said.trim()}\nTry \`netlock doctor\`; elsewhere, --registry-mirror ${host}=HOST[/PREFIX] names a mirror.`,
		);
		this.isTransient = isTransient;
	}
}

/** The registry answers and does not have it: a digest that was garbage-collected, a tag that was removed. */
export class ReferenceVanished extends ImageUnavailable {
	override name = 'ReferenceVanished';
	constructor(reference: string, said: string) {
		const what = reference.includes('@') ? 'digest' : 'tag';
		super(
			`${reference} does not exist (any more): the registry has no such ${what}`,
			`${said}\nName another in image.yaml's bases; \`netlock images pull\` tries it.`,
		);
	}
}

/** It was pulled, and is not what an image can be built on. */
export class BaseBroken extends ImageUnavailable {
	override name = 'BaseBroken';
	constructor(reference: string, problem: string, said: string) {
		super(
			`${reference} is broken: ${problem}`,
			`${said}\nThe tag was pushed wrong, most likely: look at it with \`docker run\`, and report it to its makers.`,
		);
	}
}

/** The distro's packages could not be fetched. */
export class PackageMirrorFailed extends ImageUnavailable {
	override name = 'PackageMirrorFailed';
	constructor(what: string, line: string, detail: string) {
		super(`${what}: the package mirror failed: ${line}`, `${detail}\nTry again later, or with another mirror.`);
	}
}

/** Of several bases, none: each with its reason. */
export class NoBase extends ImageUnavailable {
	override name = 'NoBase';
	constructor(id: string, causes: readonly ImageUnavailable[]) {
		super(
			[...new Set(causes.map(({shortMessage}) => shortMessage))].join('; '),
			[`No base for ${id}:`, ...causes.map(({message}) => message)].join('\n'),
		);
	}
}
