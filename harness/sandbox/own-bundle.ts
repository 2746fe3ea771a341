// Copies the user's own bundle into a sandbox. Each container then gets its own copy.
import {copyFolderIn} from '../engine/copy-folder-in.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';

/**
 * A folder on the sandbox's own file system, because the engine cannot copy to a tmpfs. Containers run from the tmpfs.
 */
export const ownBundleFolder = '/opt/netlock/own-bundle';

/** `folder`: of this machine. @throws EngineError */
export const bringBundle = (sandbox: StartedSandbox, folder: string): Promise<void> =>
	copyFolderIn(sandbox, folder, ownBundleFolder);
