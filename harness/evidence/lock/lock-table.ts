// Which table is CRIU's lock (CRIU criu/netfilter.c): `inet CRIU-<run id or pid>`, matched by prefix since the name is cut short.

/** In another family it is a lock too, if a bad one: there only a name that CRIU could have made says so. */
const anyFamily = /^CRIU-(?:\d+|[0-9a-f]{8}(?:-[0-9a-f-]*)?)$/;

export const isLockTableName = (family: string, name: string): boolean =>
	family === 'inet' ? name.startsWith('CRIU-') : anyFamily.test(name);
