// Labels on everything that netlock makes. By them it finds its own containers and images, and never touches others.

const prefix = 'io.netlock';

export const label = {
	/** Run that a container belongs to. */
	run: `${prefix}.run`,
	/** Cell that a container belongs to. */
	cell: `${prefix}.cell`,
	/** The netlock process that started the container (support/owner.ts). When it is gone, the container is an orphan. */
	owner: `${prefix}.owner`,
	/** Id of the image, from images/. */
	image: `${prefix}.image`,
	/** Digest of all inputs of an image. */
	inputs: `${prefix}.inputs`,
	/** Facts, as JSON. */
	facts: `${prefix}.facts`,
	/** Origin of an image's base. */
	base: `${prefix}.base`,
	/** The engine's id of that base. */
	baseId: `${prefix}.base-id`,
	/** Why the bases before it were unavailable, one a line. */
	passedOver: `${prefix}.passed-over`,
} as const;

/** The run label of a `netlock shell`, which may stay open for days. */
export const shellRun = 'shell';
