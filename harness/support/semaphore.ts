// A bound on how many sandboxes there are at a time: first come, first served.
export class Semaphore {
	#free: number;
	#waiting: (() => void)[] = [];

	constructor(places: number) {
		this.#free = places;
	}

	/** Resolves when there is a place. */
	async enter(): Promise<void> {
		if (this.#free > 0) {
			this.#free--;
			return;
		}
		await new Promise<void>(resolve => this.#waiting.push(resolve));
	}

	/** Gives the place to whoever waits longest. */
	leave(): void {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#free++;
	}
}
