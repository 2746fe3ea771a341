// The axes of the matrix: which locks and runtimes exist, and what a cell is called.

export const locks = ['unset', 'iptables', 'nftables', 'skip'] as const;

/** What is asked for: a network-lock method, or nothing (`unset`). */
export type Lock = (typeof locks)[number];

/** A network-lock method: what CRIU in the end uses. */
export type Method = Exclude<Lock, 'unset'>;

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
