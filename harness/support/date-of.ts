// A date in the form of known issues: `2026-11-28`, in UTC.
export const dateOf = (time: Date): string => time.toISOString().slice(0, 10);
