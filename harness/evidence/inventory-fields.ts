// CRIU's record of a dump, `inventory_entry`: number, name and kind of each field (CRIU images/inventory.proto).
import {methods} from '../model/axes.ts';
import {fieldTable} from './criu-options.ts';

const ids = fieldTable(
	[1, 'vm_id', 'int'],
	[2, 'files_id', 'int'],
	[3, 'fs_id', 'int'],
	[4, 'sighand_id', 'int'],
	[5, 'pid_ns_id', 'int'],
	[6, 'net_ns_id', 'int'],
	[7, 'ipc_ns_id', 'int'],
	[8, 'uts_ns_id', 'int'],
	[9, 'mnt_ns_id', 'int'],
	[10, 'user_ns_id', 'int'],
	[11, 'cgroup_ns_id', 'int'],
	[12, 'time_ns_id', 'int'],
);

export const inventoryFields = fieldTable(
	[1, 'img_version', 'int'],
	[2, 'fdinfo_per_id', 'bool'],
	[3, 'root_ids', {message: ids}],
	[4, 'ns_per_id', 'bool'],
	[5, 'root_cg_set', 'int'],
	[6, 'lsmtype', {names: ['NO_LSM', 'SELINUX', 'APPARMOR']}],
	[8, 'dump_uptime', 'int'],
	[9, 'pre_dump_mode', 'int'],
	[10, 'tcp_close', 'bool'],
	[11, 'network_lock_method', {names: methods}],
	[12, 'plugins_entry', {message: fieldTable()}],
	[13, 'dump_criu_run_id', 'string'],
	[14, 'allow_uprobes', 'bool'],
);
