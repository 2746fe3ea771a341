// A bundle of the user's own in a sandbox: a copy, from which each container gets one for itself.
import {copyFolderIn} from '../engine/copy-folder-in.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';

/** On the sandbox's own file system, which the engine's copying reaches; containers run from the tmpfs. */
export const ownBundleFolder = '/opt/netlock/own-bundle';

/** `folder`: of this machine. @throws EngineError */
export const bringBundle = (sandbox: StartedSandbox, folder: string): Promise<void> =>
	copyFolderIn(sandbox, folder, ownBundleFolder);
