// What a command printed, as text.
export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
