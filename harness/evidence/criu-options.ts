// CRIU's RPC options, `criu_opts`: number, name and type of each field (CRIU images/rpc.proto), and the option of a
// configuration file with the same meaning (CRIU criu/config.c). Fields of a newer CRIU have only their numbers.

/** How the bytes of a field are read: as a scalar, as a number with a name, or as a message with fields of its own. */
export type Kind = 'bool' | 'int' | 'string' | {readonly names: readonly string[]} | {readonly message: Fields};

export type Field = {
	name: string;
	kind: Kind;
	/** Option of a configuration file with the same meaning. Absent: a file cannot set it. */
	option?: string;
};

export type Fields = ReadonlyMap<number, Field>;

type Row = readonly [number: number, name: string, kind: Kind, option?: string];

export const fieldTable = (...rows: Row[]): Fields =>
	new Map(rows.map(([number, name, kind, option]) => [number, {name, kind, ...(option !== undefined && {option})}]));

const lockNames = {names: ['unknown', 'iptables', 'nftables', 'skip']};
const cgroupModes = {names: ['ignore', 'none', 'props', 'soft', 'full', 'strict', 'default']};
const pair = (first: string, second: string, kind: Kind = 'string'): Kind => ({
	message: fieldTable([1, first, 'string'], [2, second, kind]),
});

const pageServer = fieldTable([1, 'address', 'string'], [2, 'port', 'int'], [3, 'pid', 'int'], [4, 'fd', 'int']);
const joinNamespace = fieldTable([1, 'ns', 'string'], [2, 'ns_file', 'string'], [3, 'extra_opt', 'string']);

export const criuOptions = fieldTable(
	[1, 'images_dir_fd', 'int'],
	[2, 'pid', 'int'],
	[3, 'leave_running', 'bool', 'leave-running'],
	[4, 'ext_unix_sk', 'bool', 'ext-unix-sk'],
	[5, 'tcp_established', 'bool', 'tcp-established'],
	[6, 'evasive_devices', 'bool', 'evasive-devices'],
	[7, 'shell_job', 'bool', 'shell-job'],
	[8, 'file_locks', 'bool', 'file-locks'],
	[9, 'log_level', 'int', 'verbosity'],
	[10, 'log_file', 'string', 'log-file'],
	[11, 'ps', {message: pageServer}, 'page-server'],
	[12, 'notify_scripts', 'bool'],
	[13, 'root', 'string', 'root'],
	[14, 'parent_img', 'string', 'prev-images-dir'],
	[15, 'track_mem', 'bool', 'track-mem'],
	[16, 'auto_dedup', 'bool', 'auto-dedup'],
	[17, 'work_dir_fd', 'int', 'work-dir'],
	[18, 'link_remap', 'bool', 'link-remap'],
	[19, 'veths', pair('if_in', 'if_out'), 'veth-pair'],
	[20, 'cpu_cap', 'int', 'cpu-cap'],
	[21, 'force_irmap', 'bool', 'force-irmap'],
	[22, 'exec_cmd', 'string', 'exec-cmd'],
	[23, 'ext_mnt', pair('key', 'val'), 'ext-mount-map'],
	[24, 'manage_cgroups', 'bool', 'manage-cgroups'],
	[25, 'cg_root', pair('ctrl', 'path'), 'cgroup-root'],
	[26, 'rst_sibling', 'bool', 'restore-sibling'],
	[27, 'inherit_fd', pair('key', 'fd', 'int'), 'inherit-fd'],
	[28, 'auto_ext_mnt', 'bool', 'ext-mount-map'],
	[29, 'ext_sharing', 'bool', 'enable-external-sharing'],
	[30, 'ext_masters', 'bool', 'enable-external-masters'],
	[31, 'skip_mnt', 'string', 'skip-mnt'],
	[32, 'enable_fs', 'string', 'enable-fs'],
	[33, 'unix_sk_ino', {message: fieldTable([1, 'inode', 'int'])}, 'ext-unix-sk'],
	[34, 'manage_cgroups_mode', cgroupModes, 'manage-cgroups'],
	[35, 'ghost_limit', 'int', 'ghost-limit'],
	[36, 'irmap_scan_paths', 'string', 'irmap-scan-path'],
	[37, 'external', 'string', 'external'],
	[38, 'empty_ns', 'int', 'empty-ns'],
	[39, 'join_ns', {message: joinNamespace}, 'join-ns'],
	[41, 'cgroup_props', 'string', 'cgroup-props'],
	[42, 'cgroup_props_file', 'string', 'cgroup-props-file'],
	[43, 'cgroup_dump_controller', 'string', 'cgroup-dump-controller'],
	[44, 'freeze_cgroup', 'string', 'freeze-cgroup'],
	[45, 'timeout', 'int', 'timeout'],
	[46, 'tcp_skip_in_flight', 'bool', 'skip-in-flight'],
	[47, 'weak_sysctls', 'bool', 'weak-sysctls'],
	[48, 'lazy_pages', 'bool', 'lazy-pages'],
	[49, 'status_fd', 'int', 'status-fd'],
	[50, 'orphan_pts_master', 'bool'],
	[51, 'config_file', 'string'],
	[52, 'tcp_close', 'bool', 'tcp-close'],
	[53, 'lsm_profile', 'string', 'lsm-profile'],
	[54, 'tls_cacert', 'string', 'tls-cacert'],
	[55, 'tls_cacrl', 'string', 'tls-cacrl'],
	[56, 'tls_cert', 'string', 'tls-cert'],
	[57, 'tls_key', 'string', 'tls-key'],
	[58, 'tls', 'bool', 'tls'],
	[59, 'tls_no_cn_verify', 'bool', 'tls-no-cn-verify'],
	[60, 'cgroup_yard', 'string', 'cgroup-yard'],
	[61, 'pre_dump_mode', {names: ['unknown', 'splice', 'read']}, 'pre-dump-mode'],
	[62, 'pidfd_store_sk', 'int'],
	[63, 'lsm_mount_context', 'string', 'lsm-mount-context'],
	[64, 'network_lock', lockNames, 'network-lock'],
	[65, 'mntns_compat_mode', 'bool', 'mntns-compat-mode'],
	[66, 'skip_file_rwx_check', 'bool', 'skip-file-rwx-check'],
	[67, 'unprivileged', 'bool', 'unprivileged'],
	[68, 'images_dir', 'string', 'images-dir'],
	[69, 'leave_stopped', 'bool', 'leave-stopped'],
	[70, 'display_stats', 'bool', 'display-stats'],
	[71, 'log_to_stderr', 'bool'],
);
