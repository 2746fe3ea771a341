// Remembers an answer for each thing that was asked about. A failure is not remembered: whoever asks next, asks again.

export const oncePer = <Key extends WeakKey, Value>(ask: (key: Key) => Promise<Value>) => {
	const known = new WeakMap<Key, Promise<Value>>();
	return (key: Key): Promise<Value> => {
		const answer = known.get(key) ?? ask(key);
		known.set(key, answer);
		answer.catch(() => known.delete(key));
		return answer;
	};
};
