// Resource limits (setrlimit) of every container that netlock starts: the same under every engine.

// Podman 4.3 raises the limits that nobody names to its own numbers, in the container, where nobody may raise them without
// CAP_SYS_RESOURCE: no container would start. These are what the kernel gives every process, so nobody has to raise them.
/** As Docker's API has them. */
export const resourceLimits = [
	// Core dumps would go to whatever the kernel's core_pattern names.
	{Name: 'core', Soft: 0, Hard: 0},
	{Name: 'nofile', Soft: 1024, Hard: 4096},
	{Name: 'nproc', Soft: 4096, Hard: 4096},
];
