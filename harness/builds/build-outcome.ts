// Says why a build failed, from its exit status and its log.
import type {ConfinedLimits, ConfinedResult} from '../engine/confined-command.ts';
import {compilerErrors, lackingPackages} from './compiler-errors.ts';
import {BuildFailed, EndedFromOutside, LimitExceeded, NoSource, PatchRefused} from './errors.ts';
import type {Patch} from './patches.ts';

export const lastLines = (log: string, count: number): string => log.trimEnd().split('\n').slice(-count).join('\n');

/**
 * Limits that show only in the log of a build, and the message that each leaves there. The reason comes first in the
 * pattern: a hostile log that is full of `fork` would take seconds otherwise.
 */
const limitMessages = [
	['processes', /: Resource temporarily unavailable(?<=(?:fork|spawn|clone|pthread_create).*)|can(?:no|')t fork/i],
	['disk', /No space left on device/],
] as const;

const patchRefused = (log: string, patches: readonly Patch[]): PatchRefused => {
	const applied = log.split('\n').filter(line => /^applied \d{4}\.patch$/.test(line)).length;
	const name = patches[applied]?.name ?? 'a patch';
	const said = log.split('\n').filter(line => line.startsWith('error: '));
	const first = said[0]?.slice('error: '.length) ?? lastLines(log, 1);
	return new PatchRefused(`${name} does not apply: ${first}`, said.join('\n'));
};

/** @throws EndedFromOutside, LimitExceeded, PatchRefused, NoSource, BuildFailed */
export const check = (
	what: string,
	{exit, met, endedFromOutside, log}: ConfinedResult,
	limits: ConfinedLimits,
	patches: readonly Patch[],
): void => {
	if (endedFromOutside) {
		throw new EndedFromOutside(`${what} was ended from outside (${exit}), twice`, lastLines(log, 10));
	}
	const reported = exit === 0 ? undefined : limitMessages.find(([, message]) => message.test(log))?.[0];
	// A build that waits for disk or processes until its time is over has met that other limit.
	const limit = met === undefined || met === 'time' ? (reported ?? met) : met;
	if (limit !== undefined) throw new LimitExceeded(what, limit, limits, lastLines(log, 10));
	if (exit === 0) return;
	if (exit === 3) throw patchRefused(log, patches);
	if (exit === 4) {
		throw new NoSource(
			`${what} has nothing to compile: ${lastLines(log, 1)}`,
			'Give a tree (--source src:TREE, --runtime crun=src:TREE), or name another image (--image debian-trixie).',
		);
	}
	const {first, all} = compilerErrors(log);
	const lacking = lackingPackages(log);
	const why = lacking.length === 0 ? '' : ` (the builder lacks ${lacking.join(', ')}, which the distro does not have)`;
	throw new BuildFailed(`${what} failed: ${first}${why}`, all);
};
