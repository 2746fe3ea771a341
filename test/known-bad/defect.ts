// One defect: the patch that makes it, what it does, and the cell that must flag it, on which layer.
import type {Layer, Lock, RuntimeName} from '../../harness/model/axes.ts';
import type {Party} from '../../harness/model/cause.ts';

/** A unified diff, `patches/<project>/<file>`, against the upstream sources of the image's package: in trixie crun 1.21, CRIU 4.1.1. */
type Patch = {
	/** The tree that it is for. libcriu is part of CRIU's. */
	project: 'crun' | 'criu';
	file: string;
};

export type Defect = {
	id: string;
	/** In one line, what the patched build does. */
	defect: string;
	/** Mostly one; several only where neither does any harm alone. */
	patches: readonly Patch[];
	/** Image of the cell; `debian-trixie` when it is left out. */
	image?: string;
	/** Runtime of the cell; `crun` when it is left out. */
	runtime?: RuntimeName;
	/** The scenario that must fail, by its file's name. */
	scenario: string;
	lock: Lock;
	/** The layer on which it must fail: the first one that shows the defect. */
	layer: Layer;
};

/** Who has to mend it: libcriu is CRIU's, so what is patched in crun is crun's, also where it takes a libcriu that lets it pass. */
export const trueParty = ({patches}: Defect): Party =>
	patches.some(({project}) => project === 'crun') ? 'runtime' : 'CRIU';

type Rest = Omit<Defect, 'patches'>;

const only =
	(project: Patch['project']) =>
	(rest: Rest): Defect => ({...rest, patches: [{project, file: `${rest.id}.patch`}]});
export const crun = only('crun');
export const criu = only('criu');
/** Trixie's CRIU cannot dump connections on kernels from 6.16 on; forky's has the same lock. */
export const onHost = (rest: Rest): Defect => criu({...rest, image: 'debian-forky'});
