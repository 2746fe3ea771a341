// The second sandbox of a cell that restores in another image. It is opened when the scenario first needs it.
import type {CellContext, Destination} from '../container/cell-context.ts';
import {EvidenceMissing, NotCombined} from '../container/errors.ts';
import type {PlannedCell} from '../model/planned.ts';
import type {RunPlan} from '../results/plan.ts';
import {partsOf} from '../run/plan-file.ts';
import {buildsFolder} from '../sandbox/under-test.ts';
import type {Call} from './protocol.ts';
import {borrowRuntime, gather, gatherRuntime, install, updateFolder, updateRuntime} from './update-in-place.ts';

/** `context`: that of the second sandbox, if it was opened. Its files are saved too. */
export type OpenedDestination = Destination & {context: () => CellContext | undefined};

export const destinationOf = (
	call: Call,
	plan: RunPlan,
	cell: PlannedCell,
	{context, sandbox: from}: {context: CellContext; sandbox: string},
): OpenedDestination | undefined => {
	const image = plan.scenarios.find(({id}) => id === cell.scenario)?.destination;
	if (image === undefined) return undefined;
	let there: CellContext | undefined;
	const facts = partsOf(plan, cell, image).place.facts;
	const {name} = context.runtime;
	const tryIn = (sandbox: string, script: string, ...words: string[]) =>
		call('exec', {sandbox, argv: ['sh', '-c', script, 'sh', ...words], options: {}});
	const runIn = async (sandbox: string, script: string, ...words: string[]): Promise<void> => {
		const {exit, stderr} = await tryIn(sandbox, script, ...words);
		if (exit === 0) return;
		const part = words[0] ?? 'CRIU';
		throw new EvidenceMissing(`${part} of ${image} could not take the place of the one here`, stderr);
	};
	/** Fails, in words of the dynamic linker, where a program that came needs libraries that this image lacks. */
	const mustStart = async (part: string, program: string): Promise<void> => {
		const {exit, stderr} = await tryIn(from, `${program} --version`);
		if (exit === 0) return;
		const [why = `exit ${exit}`] = stderr.split('\n').filter(line => line.trim() !== '');
		throw new NotCombined(`${part} of ${image} does not start in this image: ${why}`);
	};
	return {
		image,
		context: () => there,
		receive: async folders => {
			const {sandbox: to} = await call('open-destination', {sandbox: from, cell: cell.id, image});
			await call('copy-folders', {from, to, folders});
			context.commands.push(
				`# carried over to a sandbox of ${image}: ${folders.join(', ')}; from here on it is run there`,
			);
			// The cell has one record: evidence and commands of both sandboxes go into the same lists.
			there = {
				...context,
				sandbox: {exec: (argv, options = {}) => call('exec', {sandbox: to, argv, options})},
				facts,
				place: image,
				criuFiles: new Map(),
			};
			return there;
		},
		replaceHere: async () => {
			const {sandbox: to} = await call('open-destination', {sandbox: from, cell: cell.id, image});
			await runIn(to, gather);
			await call('copy-folders', {from: to, to: from, folders: [updateFolder]});
			await runIn(from, install);
			await mustStart('CRIU', 'criu');
			context.commands.push(`# from here on CRIU and libcriu are those of ${image}`);
			return {...context, facts: {...context.facts, criu: facts.criu}};
		},
		lendRuntime: async () => {
			const {sandbox: to} = await call('open-destination', {sandbox: from, cell: cell.id, image});
			await runIn(to, gatherRuntime, name);
			await call('copy-folders', {from: to, to: from, folders: [updateFolder]});
			await runIn(from, borrowRuntime, name);
			await mustStart(name, `${buildsFolder}/${name}`);
			context.commands.push(`# from here on ${name} is that of ${image}`);
			const theirs = plan.images.find(({id}) => id === image);
			const older = theirs?.state === 'ready' ? theirs.facts.runtimes[name] : undefined;
			return {...context, facts: {...context.facts, runtimes: {...context.facts.runtimes, [name]: older}}};
		},
		updateRuntime: async () => {
			await runIn(from, updateRuntime, name);
			context.commands.push(`# from here on ${name} is the one under test again`);
			return context;
		},
	};
};
