// A number of slots, which bounds how much goes on at a time: the most urgent first, of equals whoever came first.
export class Semaphore {
	#free: number;
	#waiting: {urgency: number; enter: () => void}[] = [];

	constructor(slots: number) {
		this.#free = slots;
	}

	/** Resolves when a slot is free, and nobody who is more urgent waits for one. */
	async enter(urgency = 0): Promise<void> {
		if (this.#free > 0) {
			this.#free--;
			return;
		}
		await new Promise<void>(enter => this.#waiting.push({urgency, enter}));
	}

	/** Gives the slot to whoever waits longest of the most urgent. */
	leave(): void {
		const urgency = Math.max(...this.#waiting.map(each => each.urgency));
		const index = this.#waiting.findIndex(each => each.urgency === urgency);
		const [next] = index === -1 ? [] : this.#waiting.splice(index, 1);
		if (next) next.enter();
		else this.#free++;
	}
}
