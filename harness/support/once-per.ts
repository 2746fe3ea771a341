// Caches an answer for each key. A failure is not cached: the next call asks again.

export const oncePer = <Key extends WeakKey, Value>(ask: (key: Key) => Promise<Value>) => {
	const known = new WeakMap<Key, Promise<Value>>();
	return (key: Key): Promise<Value> => {
		const answer = known.get(key) ?? ask(key);
		known.set(key, answer);
		answer.catch(() => known.delete(key));
		return answer;
	};
};
