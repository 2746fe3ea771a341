// Where a runtime, CRIU, libcriu or podman under test is taken from.
import type {RuntimeName} from '../model/axes.ts';
import type {Commit} from './commit.ts';
import type {Patch} from './patches.ts';

/** `variables`: `NAME=VALUE`, given to make. */
type Made = {patches?: readonly Patch[]; variables?: readonly string[]};

/** Where a runtime, or CRIU with its library, is taken from. Paths are absolute. */
export type Part =
	| {source: 'package'}
	| {
			source: 'binary';
			path: string;
			digest: string;
			/** The libcriu.so.2 that goes with a CRIU. */
			libcriu?: string;
			/** Libraries that the binary needs, and that an image may lack. */
			libraries?: string[];
	  }
	/** `commit`: the commit of the tree. Absent: the one that is checked out in it. */
	| ({source: 'tree'; tree: string; commit?: Commit} & Made)
	/**
	 * A commit of a repository, checked out when it is compiled. `hash`: the whole hash. `ref`: the name that the user
	 * gave.
	 */
	| ({source: 'commit'; repository: string; hash: string; ref: string} & Made)
	| ({source: 'source package'} & Made)
	/** A COPR project, such as `rhcontainerbot/podman-next`, or Packit's `packit/containers-crun-1627`. */
	| {source: 'copr'; project: string}
	/** The files that the packages of another image install. */
	| {source: 'image'; image: string};

/** A part that is compiled. */
export type Sources = Extract<Part, {source: 'tree' | 'source package'}>;

/**
 * A part and its name: `crun` for a package, `crun@label` for anything else. `amongOthers`: one of several that a single value
 * names; one that cannot be made does not stand in the way of the others.
 */
export type NamedPart = Part & {id: string; amongOthers?: true};

export type NamedRuntime = NamedPart & {runtime: RuntimeName};

/** The parts that an option can name: a runtime, CRIU with its library, libcriu alone, or podman. */
export type PartName = RuntimeName | 'criu' | 'libcriu' | 'podman';
