// Tells which table is CRIU's lock (CRIU criu/netfilter.c): `inet CRIU-<run id or pid>`. The name is matched by prefix,
// because it is cut short.

/** A table of another family counts as a wrong lock, but only if CRIU could have made its name. */
const anyFamily = /^CRIU-(?:\d+|[0-9a-f]{8}(?:-[0-9a-f-]*)?)$/;

export const isLockTableName = (family: string, name: string): boolean =>
	family === 'inet' ? name.startsWith('CRIU-') : anyFamily.test(name);
