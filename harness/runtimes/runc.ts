// runc: has no flag for the lock (checkpoint.go), so it is told through CRIU's own /etc/criu/default.conf.
import type {Runtime} from '../model/runtime.ts';
import {checkpointWords, restoreWords, runWords} from './command-line.ts';

export const runtime: Runtime = {
	name: 'runc',
	run: (id, bundle) => ['runc', ...runWords(id, bundle)],
	checkpoint: (id, options) => ['runc', ...checkpointWords(id, options)],
	restore: (id, options) => ['runc', ...restoreWords(id, options)],
	state: id => ['runc', 'state', id],
	delete: id => ['runc', 'delete', '--force', id],
	hasLockFlag: false,
	checkpoints: () => true,
	compilable: true,
	criuConfigs: ['runc.conf'],
	// It leaves network devices to others (checkpoint.go): even loopback is down when CRIU reconnects sockets.
	restoresPrivateNetwork: false,
};
