// The behaviour layer: bytes that wait in sockets, as `ss -Htn` lists them.

/** Bytes that were received and not read yet, and bytes that were written and not acknowledged yet. */
export type SocketQueues = {unread: number; unsent: number};

/** Established connections only: `ESTAB Recv-Q Send-Q local peer`. */
export const socketQueues = (listing: string): SocketQueues[] =>
	listing.split('\n').flatMap(line => {
		const [, unread, unsent] = /^ESTAB\s+(\d+)\s+(\d+)\s/.exec(line) ?? [];
		return unread === undefined ? [] : [{unread: Number(unread), unsent: Number(unsent)}];
	});
