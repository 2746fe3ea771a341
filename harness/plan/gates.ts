// Gates that several scenarios share. Each gives a reason to skip, from measured facts.
import type {Subject} from '../model/declaration.ts';
import type {ImageFacts} from '../model/facts.ts';
import {lockTool} from '../model/method.ts';
import {compareVersions} from '../model/versions.ts';

/** Skips if the runtime or podman has no such option in its own help. */
export const lacksOption =
	(command: 'checkpoint' | 'restore', option: string) =>
	({facts, runtime: {name}}: Subject): string | undefined => {
		const {options, version} = facts.runtimes[name] ?? {};
		if (options === undefined || options[command].includes(option)) return undefined;
		return `${name} ${version} has no ${command} ${option}`;
	};

/** Skips if the image has no podman. */
export const podmanIsMissing = ({facts}: Subject): string | undefined =>
	facts.podman === undefined && facts.packages.podman === undefined ? 'the image has no podman' : undefined;

/** Skips if CRIU cannot tell on this kernel which pages were written since a pre-dump. */
export const cannotTrackMemory = ({facts: {criu, kernel}}: Subject): string | undefined =>
	criu.can?.['track-memory'] === false
		? `kernel ${kernel} has no soft-dirty bits (\`criu check --feature mem_dirty_track\`), so there is no pre-dump`
		: undefined;

/** Skips if the lock's tool is missing. The scenario `missing-tool` covers that case. */
export const toolIsMissing = ({facts, method}: Subject): string | undefined => {
	const tool = lockTool[method];
	if (tool === undefined || facts.tools[tool]) return undefined;
	return `${tool} is not in the image, so ${method} cannot lock; see missing-tool`;
};

/** Says why a program of another image cannot run here: its C library is newer. */
const needsNewerLibc = (part: string, there: ImageFacts, here: ImageFacts, image: string): string | undefined => {
	const [own = '0', other = '0'] = [here, there].map(({packages}) => packages.libc6 ?? packages.glibc);
	return compareVersions(other, own) > 0
		? `${part} of ${image} needs its C library, ${other}, and the one here is ${own}`
		: undefined;
};

/** Skips if the destination's CRIU is the same, or if it cannot run here because of its C library. */
export const isNoUpdate = ({facts, destination}: Subject): string | undefined => {
	if (destination === undefined) return undefined;
	const {image, facts: there} = destination;
	if (there.criu.digest === facts.criu.digest) return `${image} has the same CRIU`;
	return needsNewerLibc('CRIU', there, facts, image);
};

/**
 * Skips if the destination's package of the runtime is not older than the one here, or if it cannot run or lock here.
 */
export const isNoOlderRuntime = ({facts, runtime: {name, hasLockFlag}, destination}: Subject): string | undefined => {
	if (destination === undefined) return undefined;
	const {image, packaged} = destination;
	const [here, there] = [facts.runtimes[name], packaged.runtimes[name]];
	if (here === undefined || there === undefined) return `${image} has no ${name}`;
	if (!there.checkpoints || (hasLockFlag && !there.networkLockFlag)) {
		return `${name} ${there.version} of ${image} takes no checkpoint with a lock`;
	}
	if (compareVersions(there.version, here.version) >= 0) {
		return `${name} ${there.version} of ${image} is not older than ${here.version} here`;
	}
	return needsNewerLibc(name, destination.packaged, facts, image);
};

/** Skips if a tool is missing: the one for the container's own rules, or the lock's. */
export const firewallToolIsMissing =
	(tool: string) =>
	(subject: Subject): string | undefined =>
		subject.facts.tools[tool] ? toolIsMissing(subject) : `${tool} is not in the image, so nobody there has such rules`;
