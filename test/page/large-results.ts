// A realistic large run: no two cells have the same numbers, tables have their own names, and one cell in twenty fails.
import {locks} from '../../harness/model/axes.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import type {Results} from '../../harness/model/results.ts';
import {distros, makeCell, makeImage, makeResults} from '../fixtures/result-builders.ts';

/** Numbers that differ from cell to cell, and are the same in every run. */
const numbers = (seed: number): ((below: number) => number) => {
	let state = seed * 2_654_435_761;
	return below => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state % below;
	};
};

/** As many as a failing cell saves, half of them with a time stamp in their names. */
const filesOf = (next: (below: number) => number): string[] => [
	'verdict.txt',
	'commands.sh',
	...['dump', 'restore'].map(log => `cell/criu-1/${log}.log`),
	...['peer.1.jsonl', 'peer.1.log', 'image-1/inventory.img', 'bundle/config.json', 'bundle/rootfs/state'].map(
		name => `cell/${name}`,
	),
	...[
		'requests/*-36.bin',
		'rulesets/*-network-lock.json',
		'rulesets/*-post-dump.json',
		'rulesets/*-monitor.txt',
	].flatMap(name =>
		['1-checkpoint', '2-restore'].map(
			folder => `run/netlock/${folder}/${name.replace('*', `0000000${1e12 + next(1e9)}`)}`,
		),
	),
];

const varied = (cell: CellResult, index: number): CellResult => {
	const next = numbers(index + 1);
	const table = `table inet CRIU-${next(1_000_000_000).toString(16)}-${next(65_536).toString(16)}-4cf6-bb`;
	const operations = cell.evidence!.operations.map((operation, turn) => ({
		...operation,
		began: turn === 0 ? 0 : 1500 + next(1000),
		duration: 200 + next(800),
		kernel: operation.kernel!.map((stage, place) => ({
			...stage,
			at: place * 150 + next(150),
			objects: stage.locks.includes('nftables') ? [table] : stage.objects,
		})),
	}));
	const sent = 2048 * next(100);
	const gap = 1000 + next(1000);
	const peer = {...cell.evidence!.peer!, sent, received: sent, longestGap: gap, silences: [{from: 90, to: 90 + gap}]};
	const whole: CellResult = {
		...cell,
		evidence: {operations, workload: {before: next(90), after: 90 + next(90)}, ...(index % 3 === 0 && {peer})},
		durations: {sandbox: 200 + next(300), body: 1000 + next(2000), total: 1300 + next(2500)},
	};
	if (index % 19 !== 0) {
		const {files: none, ...passing} = whole;
		return passing;
	}
	return {
		...whole,
		outcome: 'fail',
		unexpected: true,
		layer: 'kernel',
		reason: `while dumped the kernel was to have the ${cell.lock} lock, but had no lock (fault ${next(30)})`,
		files: filesOf(next).map(name => `cells/${cell.id}/${name}`),
	};
};

const runtimes = ['crun', 'crun@patched', 'runc', 'runc@patched'];
const images = Array.from({length: 10}, (_, index) => ({...distros[index % distros.length]!, id: `image-${index}`}));

/**
 * Ten images, four builds, four locks, and as many scenarios as needed. One cell at a time, so that no large run is in
 * memory.
 */
export const largeCells = function* (count: number): Generator<CellResult> {
	let made = 0;
	for (let index = 0; made < count; index++) {
		for (const {id: image} of images) {
			for (const runtime of runtimes) {
				for (const lock of locks) {
					if (made === count) return;
					yield varied(makeCell({image, runtime, lock, scenario: `scenario-${index}`}), made++);
				}
			}
		}
	}
};

export const largeResults = (count: number): Results =>
	makeResults({
		images: images.map(makeImage),
		builds: runtimes.map(id => ({
			id,
			runtime: id.startsWith('crun') ? 'crun' : 'runc',
			source: 'package',
			versions: {},
		})),
		scenarios: Array.from({length: Math.ceil(count / 160)}, (_, index) => ({
			id: `scenario-${index}`,
			title: `what is expected of behaviour number ${index}`,
			file: `scenarios/scenario-${index}.ts`,
			reports: [],
		})),
		cells: [...largeCells(count)],
	});
