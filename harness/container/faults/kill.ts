// Kills CRIU, or the runtime that called it, while the lock is held.

import {limits} from '../../support/limits.ts';
import {until} from '../../support/until.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import {failure} from '../layers/failure.ts';
import type {Operation} from '../operation.ts';
import {holdDumps} from './stage-control.ts';

// Finds the process by its kernel name: only one dump runs in the sandbox.
const killByName = `
	killed=
	for process in /proc/[0-9]*; do
		read -r name < "$process/comm" && [ "$name" = "$1" ] && kill -KILL "\${process#/proc/}" && killed=yes
	done 2>/dev/null
	[ -n "$killed" ]`;

const criuAtWork = `
	for process in /proc/[0-9]*; do
		read -r name < "$process/comm" && case $name in criu | action-script) exit 0 ;; esac
	done 2>/dev/null
	exit 1`;

const untilCriuIsGone = async ({sandbox}: CellContext): Promise<void> => {
	const isGone = async (): Promise<boolean> => (await sandbox.exec(['sh', '-c', criuAtWork])).exit !== 0;
	if (!(await until(isGone, {limitMs: limits.criuEndMs, everyMs: 50}))) throw new EvidenceMissing('CRIU does not end');
};

/** Dumps, kills `victim` when the network is locked, and gives the operation when all its processes have ended. */
export const killWhileLocked = async (
	context: CellContext,
	victim: string,
	dump: () => Promise<Operation>,
): Promise<Operation> => {
	const hold = await holdDumps(context);
	let ended = false;
	const kill = async (): Promise<void> => {
		const held = await hold.reachedBy(1, () => ended);
		const killed = held && (await shell(context, killByName, victim)).exit === 0;
		await hold.release();
		if (held && !killed) throw new EvidenceMissing(`there was no ${victim} to kill`);
	};
	const operate = async (): Promise<Operation> => {
		try {
			return await dump();
		} finally {
			ended = true;
		}
	};
	const [operation] = await Promise.all([operate(), kill()]);
	await untilCriuIsGone(context);
	const {kernel = []} = operation;
	if (!kernel.some(({stage}) => stage === 'post-dump')) throw failure(context, operation);
	return operation;
};
