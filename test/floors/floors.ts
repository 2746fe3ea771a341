// The floors of harness/, from top to bottom: a file may import its own room and the rooms of lower floors, types
// included. A room is a folder of harness/, or a file that stands in harness/ itself. docs/architecture.md shows them.

export const floors: readonly (readonly string[])[] = [
	['scenarios'],
	['index'],
	['scenario', 'cli'],
	['validate', 'bisect', 'ava', 'doctor'],
	['run'],
	['builds'],
	['images', 'container', 'report'],
	['plan', 'results', 'evidence', 'runtimes', 'sandbox'],
	['model', 'engine'],
	['bundle'],
	['support'],
];

/** Rooms that may import less than their floor allows. All except the first are pure: no engine, no sandbox. */
export const only: Readonly<Record<string, readonly string[]>> = {
	scenarios: ['index'],
	report: ['plan', 'results', 'evidence', 'model', 'bundle', 'support'],
	plan: ['model', 'bundle', 'support'],
	results: ['model', 'bundle', 'support'],
	evidence: ['model', 'bundle', 'support'],
	runtimes: ['model', 'bundle', 'support'],
};

/** Files that need each other at run time, and why. No other cycle is allowed. */
export const circles: readonly {why: string; files: readonly string[]}[] = [
	{
		why: 'states of one container, each of which gives the next',
		files: ['harness/container/carried-over.ts', 'harness/container/checkpoint.ts', 'harness/container/running.ts'],
	},
];
