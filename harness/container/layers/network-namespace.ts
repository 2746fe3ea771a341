// Checks the fields of a request that say where the container's network namespace is. If the bundle names a path, a dump
// must call the namespace external, and a restore must hand over a file descriptor of it. Otherwise CRIU makes a new one.
import type {CellContext} from '../cell-context.ts';
import type {Instance} from '../instance.ts';
import type {Operation} from '../operation.ts';

/** Runtimes give the namespace this name for CRIU. */
const key = 'extRootNetNS';

/** `external = net[INODE]:extRootNetNS` */
const externalProblem = ({fields = [], inode}: Operation): string | undefined => {
	const inodes = fields.flatMap(({name, value}) =>
		name === 'external' ? (/^"net\[(\d+)\]:/.exec(value)?.[1] ?? []) : [],
	);
	if (inodes.length === 0) return 'sent no external net[…]';
	const isIt = inode === undefined || inodes.includes(inode);
	return isIt ? undefined : `sent external = net[${inodes.join()}], where net[${inode}] was meant`;
};

const handedOverProblem = ({fields = []}: Operation): string | undefined =>
	fields.some(({name, value}) => name === 'inherit_fd' && value.includes(`"${key}"`))
		? undefined
		: `sent no inherit_fd for ${key}`;

/** Describes what is wrong. Undefined when nothing is, or when the container's namespace has no path. */
export const networkNamespaceProblem = (
	{runtime}: CellContext,
	operation: Operation,
	topology: Instance['topology'] | undefined,
): string | undefined => {
	if (topology?.network.kind !== 'path' || operation.fields === undefined) return undefined;
	const problem = operation.operation === 'checkpoint' ? externalProblem(operation) : handedOverProblem(operation);
	if (problem === undefined) return undefined;
	const {path} = topology.network;
	return `the container is in the network namespace ${path}, but at ${operation.operation} ${runtime.name} ${problem}`;
};
