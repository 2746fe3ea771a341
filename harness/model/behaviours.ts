// What a scenario does that known issues are about: they name these, so that a scenario that is new is covered without an edit.

export const behaviours = [
	/** CRIU is to dump an inet socket of the container. */
	'inet-socket',
	/** The container is restored in a network namespace that outlived it, with what the dump left there. */
	'lasting-network',
	/** The container shares the host's network namespace. */
	'host-network',
	/** The container has firewall rules of its own. */
	'own-firewall',
] as const;
export type Behaviour = (typeof behaviours)[number];
