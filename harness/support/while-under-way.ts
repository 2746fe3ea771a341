// Shares running work: callers with the same key wait for the work that already runs. After its end, the next call
// starts it again.

/** `key`: identifies a piece of work. */
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
