// A semaphore with priorities: the most urgent caller enters first; among equals, the one that waited longest.
export class Semaphore {
	#free: number;
	#waiting: {urgency: number; enter: () => void}[] = [];

	constructor(slots: number) {
		this.#free = slots;
	}

	/** Resolves when a slot is free and no more urgent caller waits. */
	async enter(urgency = 0): Promise<void> {
		if (this.#free > 0) {
			this.#free--;
			return;
		}
		await new Promise<void>(enter => this.#waiting.push({urgency, enter}));
	}

	/** Gives the slot to the most urgent caller; among equals, to the one that waited longest. */
	leave(): void {
		const urgency = Math.max(...this.#waiting.map(each => each.urgency));
		const index = this.#waiting.findIndex(each => each.urgency === urgency);
		const [next] = index === -1 ? [] : this.#waiting.splice(index, 1);
		if (next) next.enter();
		else this.#free++;
	}
}
