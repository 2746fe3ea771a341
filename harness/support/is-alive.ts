// Checks whether a process of this machine exists.

/** Also true for a process that this user may not signal (EPERM). */
export const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};
