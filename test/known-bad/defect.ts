// One defect: its patch, its effect, the cell that must fail, and on which layer.
import type {Layer, Lock, RuntimeName} from '../../harness/model/axes.ts';
import type {Party} from '../../harness/model/cause.ts';

/** A unified diff, `patches/<project>/<file>`, against the upstream sources of the image's package: in trixie crun 1.21, CRIU 4.1.1. */
type Patch = {
	/** The project that the patch is for. libcriu is part of CRIU. */
	project: 'crun' | 'criu';
	file: string;
};

export type Defect = {
	id: string;
	/** What the patched build does, in one line. */
	defect: string;
	/** Mostly one patch. Several only if neither does any harm alone. */
	patches: readonly Patch[];
	/** Image of the cell. Default: `debian-trixie`. */
	image?: string;
	/** Runtime of the cell. Default: `crun`. */
	runtime?: RuntimeName;
	/** The scenario that must fail, by its file's name. */
	scenario: string;
	lock: Lock;
	/** The layer on which it must fail: the first one that shows the defect. */
	layer: Layer;
};

/** The party to blame. libcriu is CRIU's, so a patch to crun is crun's, also if libcriu lets the defect pass. */
export const trueParty = ({patches}: Defect): Party =>
	patches.some(({project}) => project === 'crun') ? 'runtime' : 'CRIU';

type Rest = Omit<Defect, 'patches'>;

const only =
	(project: Patch['project']) =>
	(rest: Rest): Defect => ({...rest, patches: [{project, file: `${rest.id}.patch`}]});
export const crun = only('crun');
export const criu = only('criu');
/** Trixie's CRIU cannot dump connections on kernels from 6.16 on. Forky's has the same lock. */
export const onHost = (rest: Rest): Defect => criu({...rest, image: 'debian-forky'});
