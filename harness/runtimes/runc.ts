// runc has no option for the lock (checkpoint.go). So CRIU gets the lock from its own /etc/criu/default.conf.
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
	usesLibcriu: false,
	criuConfigs: ['runc.conf'],
	// runc leaves network devices to its callers (checkpoint.go): even loopback is down when CRIU reconnects sockets.
	restoresPrivateNetwork: false,
	sendsUnasked: [
		{
			// ext_unix_sk, tcp_established, shell_job, file_locks, log_level, auto_dedup, manage_cgroups, lazy_pages
			fields: [
				[4, 'false'],
				[5, 'false'],
				[7, 'false'],
				[8, 'false'],
				[9, '4'],
				[16, 'false'],
				[24, 'true'],
				[48, 'false'],
			],
			source: 'https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/criu_linux.go#L318',
		},
		{
			// manage_cgroups_mode. What was to become 1.3 called itself 1.2 for the most part.
			versions: '>=1.2',
			fields: [[34, 'soft', 'default']],
			source: 'https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/criu_linux.go#L324',
		},
		{
			// link_remap, tcp_skip_in_flight
			versions: '>=1.3',
			operation: 'checkpoint',
			fields: [
				[18, 'false'],
				[46, 'false'],
			],
			source: 'https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/criu_linux.go#L330',
		},
		{
			// evasive_devices
			operation: 'restore',
			fields: [[6, 'true']],
			source: 'https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/criu_linux.go#L677',
		},
	],
};
