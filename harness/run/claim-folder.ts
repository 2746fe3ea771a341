// Makes sure that a folder for results has one writer, and is empty when a user names it: old results must not look
// like new ones.
import {readdirSync, rmdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {UsageError} from '../model/usage-error.ts';
import {ownerOf, stateOfOwner} from '../support/owner.ts';
import {quote} from '../support/quote.ts';
import {readRegularFile} from '../support/regular-file.ts';
import {FileNotWritten, makeFolder} from '../support/write-whole.ts';

const lockName = 'writer.lock';

/** Files that show what a folder belongs to. */
const marks = new Map([
	['results.json', 'an earlier run'],
	['plan.json', 'a run that did not end'],
	['verdict.json', 'an earlier verdict'],
	['run-1', 'a validation that did not end'],
	['runs', 'a bisection that did not end'],
]);

const describe = (names: readonly string[]): string => {
	const [, whose] = [...marks].find(([name]) => names.includes(name)) ?? [];
	const shown = names.slice(0, 3).join(', ');
	return whose ?? (names.length > 3 ? `${shown} and ${names.length - 3} more` : shown);
};

/** Tries to take the lock. Returns whether this process has it now. */
const take = (lock: string): boolean => {
	try {
		writeFileSync(lock, `${ownerOf(process.pid)}\n`, {flag: 'wx'});
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw new FileNotWritten(lock, error as NodeJS.ErrnoException);
	}
};

const writerIn = (lock: string): string => {
	try {
		return readRegularFile(lock).toString().trim();
	} catch {
		return '';
	}
};

/** Removes empty folders after a failed write. `made`: the outermost first. */
const removeEmpty = (made: readonly string[]): void => {
	try {
		for (const folder of made.toReversed()) rmdirSync(folder);
	} catch {
		// A folder that is not empty stays.
	}
};

/**
 * Locks an existing folder. A lock whose process is gone is taken over. @returns a function that unlocks @throws
 * UsageError when another process writes to the folder
 */
const hold = (folder: string): (() => void) => {
	const lock = join(folder, lockName);
	const writer = writerIn(lock);
	if (writer !== '' && stateOfOwner(writer) === 'gone') rmSync(lock, {force: true});
	if (!take(lock)) {
		const [host, pid] = writerIn(lock).split(':');
		throw new UsageError(
			`${folder}: another netlock writes to this folder: process ${pid} of ${host}`,
			`Give another folder. If that process is gone: rm ${quote(lock)}`,
		);
	}
	return () => rmSync(lock, {force: true});
};

/** Locks the folder of a run, with its content, until this process ends. @throws UsageError, FileNotWritten */
export const reclaimFolder = (folder: string): void => {
	process.once('exit', hold(folder));
};

/**
 * Makes the folder and locks it until this process ends. If it is empty then, it is removed.
 * @throws UsageError when the folder is not empty, or another process writes to it
 * @throws FileNotWritten when this process cannot write to it
 */
export const claimFolder = (folder: string): void => {
	const made = makeFolder(folder);
	const release = hold(folder);
	const names = readdirSync(folder).filter(name => name !== lockName);
	if (names.length > 0) {
		release();
		throw new UsageError(
			`--out ${folder}: the folder is not empty: it has ${describe(names)}`,
			`Give a new folder, or remove this one first: rm -r ${quote(folder)}`,
		);
	}
	process.once('exit', () => {
		release();
		removeEmpty(made);
	});
};
