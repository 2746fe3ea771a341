// Work that is asked for again while it is under way: everybody waits for the first one. Once it has ended, it is done anew.

/** `key`: what tells one piece of work from another. */
export const whileUnderWay = <Value>() => {
	const underWay = new Map<string, Promise<Value>>();
	return (key: string, work: () => Promise<Value>): Promise<Value> => {
		const known = underWay.get(key);
		if (known !== undefined) return known;
		const value = work().finally(() => underWay.delete(key));
		underWay.set(key, value);
		return value;
	};
};
