// The shells with completion, and whether this machine has them.
import {spawnSync} from 'node:child_process';
import type {completionScript} from '../../../harness/cli/completion/command.ts';

export type Shell = Parameters<typeof completionScript>[0];

export const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

export const isInstalled = (shell: Shell): boolean => spawnSync(shell, ['-c', ':']).status === 0;
