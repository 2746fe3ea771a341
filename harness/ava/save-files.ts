// Saves the files of a cell that did not pass: its commands, CRIU's logs, and the evidence of each layer.

import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {CellContext} from '../container/cell-context.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {Observed} from '../plan/expectation.ts';
import {sizes} from '../support/limits.ts';
import {safeName} from '../support/safe-name.ts';
import {untar} from '../support/untar.ts';
import {makeFolder, writeWhole} from '../support/write-whole.ts';
import {asText} from './as-text.ts';

/** Requests, rulesets, CRIU's work folders, the inventory, the peer's transcript, the bundle's and CRIU's configuration. */
const script = `cd / && find run/netlock cell/criu-* cell/image-*/inventory.img cell/peer.* \
	cell/bundle/config.json cell/bundle/rootfs/state etc/criu -type f 2>/dev/null | tar -cf - -T -`;

/** Names of the files that netlock writes. A file from a sandbox never gets one of them. */
const own = ['verdict.txt', 'commands.sh'];
/** Written when the run ends. */
const later = 'reproducer.sh';

/** Names of the files that were saved, and a remark on those that could not be saved. */
type Saved = {names: string[]; remark?: string};

const fetchAll = async (context: CellContext, folder: string): Promise<Saved> => {
	const {stdout, excess} = await context.sandbox.exec(['sh', '-c', script], {outputBytes: sizes.archive});
	const {files, broken} = await untar(stdout);
	const names = new Map<string, Buffer>();
	const taken = new Set([...own, later]);
	const save = (path: string, content: Buffer): void => {
		const name = safeName(path, taken);
		taken.add(name.toLowerCase());
		names.set(name, content);
	};
	for (const [path, content] of files) {
		save(path, content);
		const text = asText(path, content);
		if (text !== undefined) save(`${path}.txt`, Buffer.from(text));
	}
	for (const [name, content] of names) {
		const target = join(folder, name);
		await mkdir(dirname(target), {recursive: true});
		await writeFile(target, content);
	}
	const remark = broken && `the sandbox's files could not all be kept: ${excess ? `tar ${excess}` : broken.message}`;
	return {names: [...names.keys()], ...(remark !== undefined && {remark})};
};

/**
 * Writes below the run's folder and returns the paths relative to it. netlock's own files come last. @throws
 * FileNotWritten
 */
export const saveFiles = async (
	runFolder: string,
	{cell, round}: {cell: PlannedCell; round: number},
	{context, there}: {context: CellContext; there: CellContext | undefined},
	found: Observed,
): Promise<string[]> => {
	const relative = join(
		'cells',
		cell.image,
		cell.runtime,
		cell.lock,
		cell.scenario,
		...(round === 1 ? [] : [`round-${round}`]),
	);
	const folder = join(runFolder, relative);
	makeFolder(folder);
	const remarks: string[] = [];
	const fetch = (from: CellContext, below: string): Promise<string[]> =>
		fetchAll(from, join(folder, below)).then(
			({names, remark}) => {
				if (remark !== undefined) remarks.push(`# ${remark}`);
				return names.map(name => join(below, name));
			},
			(error: unknown) => {
				remarks.push(`# the sandbox's files could not be kept: ${String(error)}`);
				return [];
			},
		);
	const fetched = await fetch(context, '');
	// Files of the second sandbox are saved apart from those of the first one.
	if (there !== undefined) fetched.push(...(await fetch(there, 'destination')));
	writeWhole(join(folder, 'commands.sh'), `${[...context.commands, ...remarks].join('\n\n')}\n`);
	writeWhole(join(folder, 'verdict.txt'), `${[found.reason, ...found.symptoms].join('\n')}\n`);
	return [...own, ...fetched].map(name => join(relative, name));
};
