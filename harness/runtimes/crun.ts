// crun: `--network-lock METHOD` since 1.19. The value must be a word of its own: `--network-lock=METHOD` is refused
// (crun src/checkpoint.c declares the option without an argument).
import type {Runtime} from '../model/runtime.ts';
import {checkpointWords, restoreWords, runWords} from './command-line.ts';

// Without the option, distro builds ask systemd for a cgroup. A sandbox has no systemd.
const crunWords = ['crun', '--cgroup-manager=cgroupfs'];

export const runtime: Runtime = {
	name: 'crun',
	run: (id, bundle) => [...crunWords, ...runWords(id, bundle)],
	checkpoint: (id, options) => {
		const lock = options.lockFlag === undefined ? [] : ['--network-lock', options.lockFlag];
		return [...crunWords, ...checkpointWords(id, options, lock)];
	},
	restore: (id, options) => [...crunWords, ...restoreWords(id, options)],
	state: id => [...crunWords, 'state', id],
	delete: id => [...crunWords, 'delete', '--force', id],
	hasLockFlag: true,
	checkpoints: version => version.includes('+CRIU'),
	compilable: true,
	usesLibcriu: true,
	criuConfigs: ['crun.conf', 'runc.conf'],
	// crun src/libcrun/criu.c; CRIU lib/c/criu.c.
	namesConfigSince: {version: '1.26', libcriu: '4.2'},
	restoresPrivateNetwork: true,
	sendsUnasked: [
		{
			// ext_unix_sk, tcp_established, shell_job, file_locks, log_level, manage_cgroups, manage_cgroups_mode
			fields: [
				[4, 'false'],
				[5, 'false'],
				[7, 'false'],
				[8, 'false'],
				[9, '4'],
				[24, 'true'],
				[34, 'soft'],
			],
			source: 'https://github.com/containers/crun/blob/1.28/src/libcrun/criu.c',
		},
		{
			versions: '>=1.23',
			operation: 'restore',
			fields: [[52, 'false']],
			source: 'https://github.com/containers/crun/pull/1835',
		},
	],
};
