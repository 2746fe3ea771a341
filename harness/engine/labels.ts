// Labels on all that netlock makes, so that it can find its own and never touches anything else.

const prefix = 'io.netlock';

export const label = {
	/** Run that a container belongs to. */
	run: `${prefix}.run`,
	/** Cell that a container belongs to. */
	cell: `${prefix}.cell`,
	/** The netlock that started the container (support/owner.ts): once that is gone, the container is an orphan. */
	owner: `${prefix}.owner`,
	/** Image id under images/. */
	image: `${prefix}.image`,
	/** Digest of all that went into an image. */
	inputs: `${prefix}.inputs`,
	/** Measured facts, JSON. */
	facts: `${prefix}.facts`,
	/** Where an image's base came from. */
	base: `${prefix}.base`,
	/** Engine's id of that base. */
	baseId: `${prefix}.base-id`,
	/** Why the bases before it could not be had; one a line. */
	passedOver: `${prefix}.passed-over`,
} as const;

/** The run label of a shell that somebody works in: it may stay open for days. */
export const shellRun = 'shell';
