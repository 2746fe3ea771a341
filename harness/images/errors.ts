// Reasons why an image is unavailable. Its cells are `miss`: no reason says anything about a runtime.
import {ImageUnavailable} from '../engine/errors.ts';

/** The registry does not answer in time, or asks to come back later. */
export class RegistryUnreachable extends ImageUnavailable {
	override name = 'RegistryUnreachable';
	/** Whether another attempt may succeed: the connection broke, or the registry is busy. */
	readonly isTransient: boolean;
	/** `cause`: a short reason. `said`: the whole message of the engine. */
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

/** The registry answers, but does not have the image: its digest was garbage-collected, or its tag removed. */
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

/** The base was pulled, but no image can be built on it. */
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

/** None of several bases is available. Each has its reason. */
export class NoBase extends ImageUnavailable {
	override name = 'NoBase';
	constructor(id: string, causes: readonly ImageUnavailable[]) {
		super(
			[...new Set(causes.map(({shortMessage}) => shortMessage))].join('; '),
			[`No base for ${id}:`, ...causes.map(({message}) => message)].join('\n'),
		);
	}
}
