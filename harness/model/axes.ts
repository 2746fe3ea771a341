// The axes of the matrix: the locks and runtimes that exist, and the id of a cell.

/** The methods: what CRIU uses in the end. The numbers that CRIU has for them are in evidence/. */
export const methods = ['iptables', 'nftables', 'skip'] as const;
export type Method = (typeof methods)[number];

/** The locks: a method, or `unset`, with which nothing is asked for. */
export const locks = ['unset', ...methods] as const;
export type Lock = (typeof locks)[number];

/** A lock as it is seen in a request or an image: a method, none, or a number that is no method of CRIU's. */
export const observedLocks = ['absent', ...methods, 'unknown'] as const;
export type ObservedLock = (typeof observedLocks)[number];

export const runtimeNames = ['crun', 'runc'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** The layers of evidence, in the order in which they are checked. `exit` is the runtime's own exit status. */
export const layers = ['request', 'exit', 'record', 'kernel', 'behaviour'] as const;
export type Layer = (typeof layers)[number];

export const outcomes = ['pass', 'fail', 'error', 'miss', 'skip'] as const;
export type Outcome = (typeof outcomes)[number];

/** The coordinates of a cell. `runtime` is the name of the build's column: `crun`, or `crun@label`. */
export type Coordinates = {image: string; runtime: string; lock: Lock; scenario: string};

/** `image/runtime/lock/scenario` */
export const cellId = ({image, runtime, lock, scenario}: Coordinates): string =>
	`${image}/${runtime}/${lock}/${scenario}`;
