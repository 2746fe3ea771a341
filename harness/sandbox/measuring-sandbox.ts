// A sandbox for one measurement, outside of any run.
import type Docker from 'dockerode';
import type {StartedSandbox} from '../engine/sandbox.ts';
import {withReasons} from '../engine/sandbox-end.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {ownerOf} from '../support/owner.ts';
import {openSandbox, type SandboxRequest} from './open-sandbox.ts';
import {sandboxLimits} from './privileges.ts';

/** Opens the sandbox, and removes it after `work`. @throws EngineError when it cannot be opened */
export const inMeasuringSandbox = async <Result>(
	docker: Docker,
	request: Pick<SandboxRequest, 'ref' | 'underTest'>,
	work: (sandbox: StartedSandbox) => Promise<Result>,
): Promise<Result> => {
	const labels = {run: 'measure', cell: 'measure', owner: ownerOf(process.pid)};
	const sandbox = await openSandbox(docker, {...request, ...labels});
	return thenCleanUp(
		() => work(withReasons(sandbox, sandboxLimits)),
		() => sandbox.stop(),
	);
};
