// Loaded before netlock and before AVA: a clock that alternates between an hour late and an hour early. The machine's
// own clock stays, because other processes use it.
const [hour, turn] = [3_600_000, 2000];
const real = Date.now;
const skewed = (): number => real() + (Math.floor(real() / turn) % 2 === 0 ? hour : -hour);

globalThis.Date = new Proxy(Date, {
	construct: (target, words: [], newTarget) =>
		Reflect.construct(target, words.length === 0 ? [skewed()] : words, newTarget),
	get: (target, name) => (name === 'now' ? skewed : Reflect.get(target, name)),
});
