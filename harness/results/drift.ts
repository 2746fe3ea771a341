// Describes drift: facts of an image that differ from image.yaml. It is news about a distro, whatever the cells say.
import type {Drift} from '../model/facts.ts';
import type {Results} from '../model/results.ts';

/** `CRIU's default lock: nftables, where image.yaml expects iptables` */
export const describeDrift = ({what, expected, measured}: Drift): string =>
	`${what}: ${measured}, where image.yaml expects ${expected}`;

export const driftedImages = ({images}: Pick<Results, 'images'>): {id: string; title: string; drift: Drift[]}[] =>
	images.flatMap(({id, title, drift}) => (drift && drift.length > 0 ? [{id, title, drift}] : []));
