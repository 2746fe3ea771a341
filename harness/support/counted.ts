// Puts a number and its noun together.

/** `1 cell`, `2 cells` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
