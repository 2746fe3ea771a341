// runc: has no flag for the lock (checkpoint.go), so it is told through CRIU's own /etc/criu/default.conf.
import {checkpointWords, restoreWords, runWords} from './command-line.ts';
import type {Runtime} from './runtime.ts';

export const runc: Runtime = {
	name: 'runc',
	run: (id, bundle) => ['runc', ...runWords(id, bundle)],
	checkpoint: (id, options) => ['runc', ...checkpointWords(id, options)],
	restore: (id, options) => ['runc', ...restoreWords(id, options)],
	state: id => ['runc', 'state', id],
	delete: id => ['runc', 'delete', '--force', id],
	hasLockFlag: false,
};
