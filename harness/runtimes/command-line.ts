// The command line that crun and runc share: the OCI runtime commands, and the options that runc added.
import type {CheckpointOptions, RestoreOptions} from '../model/runtime.ts';

const flag = (wanted: boolean, name: string): string[] => (wanted ? [name] : []);

export const runWords = (id: string, bundle: string): string[] => ['run', '--detach', '--bundle', bundle, id];

export const checkpointWords = (
	id: string,
	{folders, leaveRunning, tcpEstablished, words}: CheckpointOptions,
	more: string[] = [],
): string[] => [
	'checkpoint',
	...more,
	'--image-path',
	folders.image,
	'--work-path',
	folders.work,
	...flag(leaveRunning, '--leave-running'),
	...flag(tcpEstablished, '--tcp-established'),
	...words,
	id,
];

export const restoreWords = (id: string, {folders, tcpEstablished, words}: RestoreOptions): string[] => [
	'restore',
	'--detach',
	'--bundle',
	folders.bundle,
	'--image-path',
	folders.image,
	'--work-path',
	folders.work,
	...flag(tcpEstablished, '--tcp-established'),
	...words,
	id,
];
