// Narrows a cause down: finds what all its cells share, and what similar cells without it do not have.
import type {CellResult} from '../../model/cell-result.ts';
import type {ImageFacts} from '../../model/facts.ts';

type Axis = 'image' | 'runtime' | 'lock' | 'scenario';
const axes: readonly Axis[] = ['image', 'runtime', 'lock', 'scenario'];

/** All coordinates of a cell but one. */
const besides = (axis: Axis, cell: CellResult): string =>
	axes
		.filter(each => each !== axis)
		.map(each => cell[each])
		.join('/');

const valuesOf = (axis: Axis, cells: readonly CellResult[]): Set<string> => new Set(cells.map(cell => cell[axis]));

/** Cells without the cause that differ from a cell with it only in this coordinate. */
const alike = (axis: Axis, shown: readonly CellResult[], free: readonly CellResult[]): CellResult[] => {
	const places = new Set(shown.map(cell => besides(axis, cell)));
	return free.filter(cell => places.has(besides(axis, cell)));
};

/** A cause with more values than these is not narrow. */
const few: Record<Axis, number> = {image: 2, runtime: 1, lock: 2, scenario: 1};

const only = (axis: Axis, shown: readonly CellResult[], free: readonly CellResult[]): string[] => {
	const here = valuesOf(axis, shown);
	const others = [...valuesOf(axis, alike(axis, shown, free))].filter(value => !here.has(value));
	if (others.length === 0) return [];
	if (axis === 'lock' && here.size > 1 && others.every(value => value === 'unset')) return ['only explicit locks'];
	return here.size > few[axis] ? [] : [`only ${[...here].sort().join(' and ')}`];
};

/** Options that every cell has, or that do not change the dump. */
const plumbing = new Set([
	...['--image-path', '--work-path', '--bundle', '--detach', '--network-lock', '--cgroup-manager', '--keep'],
	...['--events-backend', '--runtime', '--name', '--ignore-rootfs'],
]);

const optionsOf = ({evidence}: CellResult): Set<string> =>
	new Set(
		(evidence?.operations ?? [])
			.flatMap(({command}) => command.match(/(?<=\s)--[a-z][\w-]*/g) ?? [])
			.filter(option => !plumbing.has(option)),
	);

const onlyWithOptions = (shown: readonly CellResult[], free: readonly CellResult[]): string[] => {
	const [first, ...rest] = shown.map(optionsOf);
	const shared = [...(first ?? [])].filter(option => rest.every(options => options.has(option)));
	const places = new Set(shown.map(cell => besides('scenario', cell)));
	const others = free.filter(cell => places.has(besides('scenario', cell)) && cell.evidence !== undefined);
	return shared
		.filter(option => others.length > 0 && others.every(cell => !optionsOf(cell).has(option)))
		.sort()
		.map(option => `only with ${option}`);
};

type Facts = (image: string) => ImageFacts | undefined;

/** Tools that are missing from every image with the cause, and from no similar image without it. */
const onlyWithoutTools = (shown: readonly CellResult[], free: readonly CellResult[], factsOf: Facts): string[] => {
	const [here, there] = [shown, alike('image', shown, free)].map(cells => [...valuesOf('image', cells)].map(factsOf));
	if (!here || !there || there.length === 0) return [];
	const lacks = (tool: string) => (facts: ImageFacts | undefined) => facts?.tools[tool] === false;
	const missing = Object.keys(here[0]?.tools ?? {}).filter(tool => here.every(lacks(tool)) && !there.some(lacks(tool)));
	// If `iptables-restore` is missing, `ip6tables-restore` need not be named.
	const [tool] = missing.sort((a, b) => a.length - b.length);
	return tool === undefined ? [] : [`only images without ${tool.replace(/-restore$/, '')}`];
};

/** `free`: cells with the same culprit that ran and show nothing wrong. */
export const narrow = (shown: readonly CellResult[], free: readonly CellResult[], factsOf: Facts): string[] => {
	const tools = onlyWithoutTools(shown, free, factsOf);
	return [
		...only('lock', shown, free),
		...only('runtime', shown, free),
		...(tools.length > 0 ? tools : only('image', shown, free)),
		...onlyWithOptions(shown, free),
		...only('scenario', shown, free),
	];
};
