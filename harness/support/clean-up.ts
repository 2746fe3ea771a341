// Cleans up after work, however it ended. If both fail, the error of the work counts: the other may be its consequence.

export const thenCleanUp = async <Result>(
	work: () => Promise<Result>,
	cleanUp: () => Promise<unknown>,
): Promise<Result> => {
	let result: Result;
	try {
		result = await work();
	} catch (error) {
		await cleanUp().catch(() => {});
		throw error;
	}
	await cleanUp();
	return result;
};
