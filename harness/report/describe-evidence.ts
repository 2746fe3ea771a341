// Describes evidence in words: one line per observation, the same in every report.
import {asText} from '../evidence/sent-fields.ts';
import type {Evidence, OperationEvidence, PeerEvidence} from '../model/evidence.ts';
import type {Results} from '../model/results.ts';
import {counted} from '../support/counted.ts';
import {formatDuration} from '../support/duration.ts';

/** Field 64 is `network_lock` in CRIU's `criu_opts` (images/rpc.proto). */
export const describeRequest = (request: OperationEvidence['request']): string | undefined => {
	return request === undefined || request === 'unknown' ? request : `field 64: ${request}`;
};

/** Every option of the request, in small print: `tcp_established (5) = true, network_lock (64) = nftables`. */
export const describeFields = ({fields}: OperationEvidence): string | undefined => fields?.map(asText).join(', ');

export const describeExit = ({exit, duration}: OperationEvidence): string => {
	return exit === null
		? `stopped at its time limit, ${formatDuration(duration)}`
		: `exit ${exit} in ${formatDuration(duration)}`;
};

export const describePeer = (peer: PeerEvidence): string => {
	const end = peer.error === undefined ? 'connection alive' : `connection ended by ${peer.error}`;
	return [
		`over ${peer.topology}${peer.address === undefined ? '' : ` (${peer.address})`}: sent ${peer.sent} B, received ${peer.received} B`,
		`${peer.corrupt} B corrupt`,
		`longest gap ${formatDuration(peer.longestGap)}`,
		end,
	].join(', ');
};

export const describeWorkload = ({before, after}: NonNullable<Evidence['workload']>): string =>
	`counter ${before} → ${after}`;

/** `kernel 6.18.0, x86_64, Debian 12, Docker 20.10.24, hybrid cgroups, 2 CPUs` */
export const describeHost = ({host}: Pick<Results, 'host'>): string => {
	return [
		`kernel ${host.kernel}`,
		host.arch,
		host.os,
		host.engine,
		`cgroups ${host.cgroups}`,
		counted(host.cpus, 'CPU'),
	].join(', ');
};
