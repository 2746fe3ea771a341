// Resource limits (setrlimit) of every container that netlock starts: the same under every engine.

// Podman 4.3 raises the limits that nobody names to its own numbers, in the container, where nobody may raise them without
// CAP_SYS_RESOURCE: no container would start. A machine's own limits are hardly ever lower than these, so nobody has to
// raise them.
/** As Docker's API has them. */
export const resourceLimits = [
	// Core dumps would go to whatever the kernel's core_pattern names.
	{Name: 'core', Soft: 0, Hard: 0},
	// What the kernel gives every process.
	{Name: 'nofile', Soft: 1024, Hard: 4096},
	// What the kernel gives on a machine with 1 GiB. It counts the processes of a user in all containers together, and
	// limits everybody but root. So it limits no cell, and of builds, which run as a user, there are two at a time with
	// at most 512 processes each.
	{Name: 'nproc', Soft: 4096, Hard: 4096},
];
