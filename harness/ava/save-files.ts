// Keeps everything of a cell that did not pass: what was run, what CRIU logged, what each layer of evidence was read from.

import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {CellContext} from '../container/cell-context.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {Observed} from '../plan/expectation.ts';
import {untar} from '../support/untar.ts';

/** Requests, rulesets, CRIU's work folders, the inventory, the peer's transcript, the bundle's and CRIU's configuration. */
const script = `cd / && find run/netlock cell/criu-* cell/image-*/inventory.img cell/peer.* \
	cell/bundle/config.json cell/bundle/rootfs/state etc/criu -type f 2>/dev/null | tar -cf - -T -`;

const fetchAll = async (context: CellContext, folder: string): Promise<string[]> => {
	const {stdout} = await context.sandbox.exec(['sh', '-c', script]);
	const {files, broken} = await untar(stdout);
	for (const [path, content] of files) {
		const target = join(folder, path);
		await mkdir(dirname(target), {recursive: true});
		await writeFile(target, content);
	}
	if (broken) context.commands.push(`# the sandbox's files could not all be kept: ${broken.message}`);
	return [...files.keys()];
};

/** Writes below the run's folder, and returns the files' paths relative to it. */
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
	await mkdir(folder, {recursive: true});
	await writeFile(join(folder, 'commands.sh'), `${context.commands.join('\n\n')}\n`);
	await writeFile(join(folder, 'verdict.txt'), `${[found.reason, ...found.symptoms].join('\n')}\n`);
	const fetch = (from: CellContext, below: string): Promise<string[]> =>
		fetchAll(from, join(folder, below)).then(
			names => names.map(name => join(below, name)),
			(error: unknown) => {
				context.commands.push(`# the sandbox's files could not be kept: ${String(error)}`);
				return [];
			},
		);
	const fetched = await fetch(context, '');
	// What the restore elsewhere left, apart from what the dump left here.
	if (there !== undefined) fetched.push(...(await fetch(there, 'destination')));
	return ['verdict.txt', 'commands.sh', ...fetched].map(name => join(relative, name));
};
