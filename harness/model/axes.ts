// The axes of the matrix: which locks and runtimes exist, and what a cell is called.

/** Network-lock methods: what CRIU in the end uses. Numbers of CRIU's own are in evidence/. */
export const methods = ['iptables', 'nftables', 'skip'] as const;
export type Method = (typeof methods)[number];

/** What is asked for: a method, or nothing (`unset`). */
export const locks = ['unset', ...methods] as const;
export type Lock = (typeof locks)[number];

/** A lock as it is found on the wire or in an image: a method, none, or a number that is none of CRIU's methods. */
export const observedLocks = ['absent', ...methods, 'unknown'] as const;
export type ObservedLock = (typeof observedLocks)[number];

export const runtimeNames = ['crun', 'runc'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** Where evidence may disagree, in the order in which it is looked at. `exit` is the runtime's own exit status. */
export const layers = ['request', 'exit', 'record', 'kernel', 'behaviour'] as const;
export type Layer = (typeof layers)[number];

export const outcomes = ['pass', 'fail', 'error', 'miss', 'skip'] as const;
export type Outcome = (typeof outcomes)[number];

/** One coordinate in the matrix. `runtime` is the build's column name: `crun`, or `crun@label`. */
export type Coordinates = {image: string; runtime: string; lock: Lock; scenario: string};

/** `image/runtime/lock/scenario` */
export const cellId = ({image, runtime, lock, scenario}: Coordinates): string =>
	`${image}/${runtime}/${lock}/${scenario}`;
