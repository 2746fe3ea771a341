// Checks a base before a build: a tag can be pushed without a shell in it (CentOS stream10, 2026-09-02).
import type Docker from 'dockerode';
import {label} from '../engine/labels.ts';
import {removeContainer} from '../engine/remove-container.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {limits} from '../support/limits.ts';
import {ownerOf} from '../support/owner.ts';
import {BaseBroken} from './errors.ts';

const runOnce = async (docker: Docker, image: string, script: string): Promise<number> => {
	const container = await docker.createContainer({
		Image: image,
		Entrypoint: ['/bin/sh', '-c', script],
		Cmd: [],
		Labels: {[label.run]: 'preflight', [label.owner]: ownerOf(process.pid)},
		HostConfig: {NetworkMode: 'none'},
	});
	return thenCleanUp(
		async () => {
			await container.start();
			const {StatusCode} = (await container.wait({abortSignal: AbortSignal.timeout(limits.preflightMs)})) as {
				StatusCode: number;
			};
			return StatusCode;
		},
		() => removeContainer(container),
	);
};

/** @throws BaseBroken when the base has no shell, or not the package manager that the recipe needs */
export const preflight = async (
	docker: Docker,
	reference: string,
	image: string,
	packageManager: string | undefined,
): Promise<void> => {
	const script = packageManager === undefined ? 'true' : `command -v ${packageManager}`;
	const exit = await runOnce(docker, image, script).catch((error: unknown) => {
		throw new BaseBroken(reference, '/bin/sh does not run in it', String((error as Error).message));
	});
	if (exit !== 0) throw new BaseBroken(reference, `it has no ${packageManager}`, `\`${script}\`: exit ${exit}`);
};
