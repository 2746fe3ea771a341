// Caches the result of asynchronous work for each key. A failure is not cached: the next call starts the work again.

type Cache<Key, Value> = {
	get: (key: Key) => Promise<Value> | undefined;
	set: (key: Key, value: Promise<Value>) => unknown;
	delete: (key: Key) => unknown;
};

const cachedIn =
	<Key, Value>(cache: Cache<Key, Value>) =>
	(key: Key, work: () => Promise<Value>): Promise<Value> => {
		const cached = cache.get(key);
		if (cached) return cached;
		const value = work();
		cache.set(key, value);
		value.catch(() => {
			// A later call may have started the work again.
			if (cache.get(key) === value) cache.delete(key);
		});
		return value;
	};

/** The cache ends with its keys. */
export const oncePer = <Key extends WeakKey, Value>(ask: (key: Key) => Promise<Value>) => {
	const cached = cachedIn(new WeakMap<Key, Promise<Value>>());
	return (key: Key): Promise<Value> => cached(key, () => ask(key));
};

/** The cache lives as long as the process. */
export const oncePerName = <Value>() => cachedIn(new Map<string, Promise<Value>>());
