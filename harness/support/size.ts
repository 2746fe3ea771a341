// Formats a number of bytes for people.

/** `900 bytes`, `114.4 MiB` */
export const size = (bytes: number): string =>
	bytes < 2 ** 20 ? `${bytes} bytes` : `${Number((bytes / 2 ** 20).toFixed(1))} MiB`;
