// One container of a cell: its id, its bundle, its workload, and its network. Most cells have one container.
import type {Topology} from '../bundle/topology.ts';
import type {Workload} from '../bundle/workload.ts';

export type Instance = {
	id: string;
	/** Folder of the bundle in the sandbox. */
	bundle: string;
	workload: Workload;
	topology: Topology;
	/** CRIU configuration file that the annotation `org.criu.config` names. */
	criuConfig?: string;
	/** Folders where an engine above the runtime keeps image files and logs. They are the same for every dump. */
	podmanFolders?: {image: string; work: string};
};

export const defaultId = 'netlock';

export const bundleOf = (id: string): string => (id === defaultId ? '/cell/bundle' : `/cell/bundle-${id}`);

/** Folders of the `turn`-th dump of a container: image files and CRIU's logs. */
export const foldersOf = ({id, bundle}: Pick<Instance, 'id' | 'bundle'>, turn: number) => {
	const suffix = id === defaultId ? `${turn}` : `${id}-${turn}`;
	return {bundle, image: `/cell/image-${suffix}`, work: `/cell/criu-${suffix}`};
};
