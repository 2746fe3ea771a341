// A number of slots, which bounds how much goes on at a time: first come, first served.
export class Semaphore {
	#free: number;
	#waiting: (() => void)[] = [];

	constructor(slots: number) {
		this.#free = slots;
	}

	/** Resolves when a slot is free. */
	async enter(): Promise<void> {
		if (this.#free > 0) {
			this.#free--;
			return;
		}
		await new Promise<void>(resolve => this.#waiting.push(resolve));
	}

	/** Gives the slot to whoever waits longest. */
	leave(): void {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#free++;
	}
}
