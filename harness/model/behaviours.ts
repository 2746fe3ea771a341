// Behaviours of scenarios. Known issues match on them, so that an issue also covers new scenarios.

export const behaviours = [
	/** CRIU dumps an inet socket of the container. */
	'inet-socket',
	/** The container is restored in a network namespace that outlived it, with whatever the dump left there. */
	'lasting-network',
	/** The container shares the host's network namespace. */
	'host-network',
	/** The container has its own firewall rules. */
	'own-firewall',
] as const;
export type Behaviour = (typeof behaviours)[number];
