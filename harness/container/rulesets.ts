// Reads the rulesets of one dump or restore, and the lock in each: at every stage of CRIU's work, and afterwards.
import {besideDifferences} from '../evidence/lock/beside.ts';
import {connectionDifferences} from '../evidence/lock/connections.ts';
import {namespaceDifferences} from '../evidence/lock/form.ts';
import {tablesInNft} from '../evidence/lock/nft-tables.ts';
import {tablesInSave} from '../evidence/lock/save-tables.ts';
import {connectionsIn} from '../evidence/lock/sockets.ts';
import type {Table} from '../evidence/lock/table.ts';
import {type LockInKernel, lockInBoth, lockInRules} from '../evidence/ruleset.ts';
import {isTakenAway, lockMakers} from '../evidence/ruleset-monitor.ts';
import type {RulesetEvidence} from '../model/evidence.ts';
import {sizes} from '../support/limits.ts';
import {milliseconds} from './clock.ts';
import {type Files, inFolder} from './evidence-files.ts';

/** What the action script saved at one stage. `json`: from nft. `legacy`: from iptables-legacy, if it has tables. */
type Snapshot = {stamp: string; stage: string; json?: string; legacy: string; sockets: string};

const snapshotsOf = (files: Files, folder: string): Snapshot[] => {
	const snapshots = new Map<string, Snapshot>();
	for (const [name, content] of inFolder(files, `${folder}/rulesets`)) {
		const [, stamp = '', stage = '', format] = /^(\d+)-(.+)\.(json|legacy|sockets)$/.exec(name) ?? [];
		if (format === undefined) continue;
		const key = `${stamp}-${stage}`;
		const known = snapshots.get(key) ?? {stamp, stage, legacy: '', sockets: ''};
		snapshots.set(key, {...known, [format]: content.toString('utf8')});
	}
	return [...snapshots.values()].filter(({json, legacy}) => json !== undefined || legacy !== '');
};

const tablesOf = ({json, legacy}: Snapshot): Table[] => [
	...(json === undefined ? [] : tablesInNft(json)),
	...tablesInSave(legacy),
];

/** The first objects and differences, as many as a report shows. */
const first = <Each>(all: readonly Each[]): Each[] => all.slice(0, sizes.objects);
const firstObjects = <Found extends {objects: string[]}>(found: Found): Found => ({
	...found,
	objects: first(found.objects),
});

const lockIn = ({json, legacy}: Snapshot): LockInKernel => firstObjects(lockInBoth(json, legacy));

const monitorsOf = (files: Files, folder: string): string[] =>
	inFolder(files, `${folder}/rulesets`)
		.filter(([name]) => name.endsWith('-monitor.txt'))
		.map(([, content]) => content.toString('utf8'));

/** Processes that put the lock into the kernel. */
export const makersOf = (files: Files, folder: string): string[] => monitorsOf(files, folder).flatMap(lockMakers);

/** Another dump in the same network namespace may have its lock there already, and change it. */
const gapDifferences = (monitors: readonly string[], before: Snapshot, held: Snapshot): string[] => {
	const old = new Set(lockIn(before).objects);
	const own = lockIn(held).objects.filter(object => !old.has(object));
	return monitors.some(monitor => isTakenAway(monitor, own))
		? ['the lock was to stay until the dump had ended, but it was taken away and put back']
		: [];
};

/** Work that CRIU did before the lock was taken or after it was gone, and had to do under the lock. */
const outsideLock = (files: Files, folder: string, stages: readonly string[]): Record<string, string[]> => {
	const written = files.get(`${folder}/after/unlocked`)?.toString('utf8').split('\n').filter(Boolean) ?? [];
	const [unlock, restored] = [stages.indexOf('network-unlock'), stages.indexOf('post-restore')];
	return {
		'post-dump':
			written.length === 0 ? [] : ['the tasks were to be dumped under the lock, but CRIU dumped them before it'],
		'network-unlock':
			unlock === -1 || restored < unlock
				? []
				: ['the tasks were to be restored under the lock, but CRIU took it away before it restored them'],
	};
};

/**
 * `isOnHost`: CRIU locks single connections, and runs no script before the lock. `isOwn`: process 1 has all connections of
 * the container.
 */
export const rulesetsOf = (
	files: Files,
	folder: string,
	{began, isOnHost, isOwn}: {began: number | undefined; isOnHost: boolean; isOwn: boolean},
): RulesetEvidence[] => {
	const snapshots = snapshotsOf(files, folder);
	const ipv6 = files.has(`${folder}/after/ipv6`);
	const before = snapshots.find(({stage}) => stage === 'network-lock');
	const differencesOf = (snapshot: Snapshot): string[] => {
		const tables = tablesOf(snapshot);
		if (isOnHost) return connectionDifferences(tables, connectionsIn(snapshot.sockets), {areAll: isOwn});
		const isHeld = before !== undefined && snapshot.stage === 'post-dump';
		return [
			...namespaceDifferences(tables, {ipv6}),
			...(isHeld ? besideDifferences(tablesOf(before), tables) : []),
			...(isHeld ? gapDifferences(monitorsOf(files, folder), before, snapshot) : []),
		];
	};
	const outside = outsideLock(
		files,
		folder,
		snapshots.map(({stage}) => stage),
	);
	return snapshots.map(snapshot => {
		const {stamp, stage} = snapshot;
		// Throws if the file is no ruleset.
		const found = lockIn(snapshot);
		const isLocked = found.locks.length > 0;
		const differences = first([...differencesOf(snapshot), ...((isLocked && outside[stage]) || [])]);
		return {
			stage,
			...(began !== undefined && {at: milliseconds(Number(stamp) - began)}),
			...found,
			...(differences.length > 0 && {differences}),
		};
	});
};

/** `listRules` prints nft's listing on the first line, and the tables of iptables-legacy after it. */
const differencesIn = (printed: string, ipv6: boolean): string[] => {
	const [json = '', ...legacy] = printed.split('\n');
	return namespaceDifferences([...tablesInNft(json), ...tablesInSave(legacy.join('\n'))], {ipv6});
};

/**
 * Rulesets after the command ended. The sandbox's own network namespace is included only if it has a lock, or may have
 * one (`isOnHost`). `isHeld`: the lock must be there still, and as it was.
 */
export const rulesAfter = (
	files: Files,
	folder: string,
	{isOnHost, isHeld}: {isOnHost: boolean; isHeld: boolean},
): RulesetEvidence[] =>
	(['container', 'sandbox'] as const).flatMap(where => {
		const content = files.get(`${folder}/after/${where}`)?.toString('utf8');
		if (content === undefined) return [];
		const found = firstObjects(lockInRules(content));
		if (where === 'sandbox') {
			return found.objects.length === 0 && !isOnHost ? [] : [{stage: 'after, outside', ...found}];
		}
		const isToBeExact = isHeld && !isOnHost && found.locks.length > 0;
		const differences = isToBeExact ? first(differencesIn(content, files.has(`${folder}/after/ipv6`))) : [];
		return [{stage: 'after', ...found, ...(differences.length > 0 && {differences})}];
	});
