// Defects of CRIU in the method of its lock: which one it takes from a request, a file or an image, and which one it records.
import {criu, type Defect} from '../defect.ts';

export const ofMethod: readonly Defect[] = [
	criu({
		id: 'ignores-the-requested-lock',
		defect: 'CRIU checks the lock of a request, and does not take it over',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'record',
	}),
	criu({
		id: 'records-the-wrong-method',
		defect: 'CRIU records the method by the number that it has in a request',
		scenario: 'explicit-is-honoured',
		lock: 'iptables',
		layer: 'record',
	}),
	criu({
		id: 'records-iptables-always',
		defect: 'CRIU records iptables whatever it used',
		scenario: 'explicit-is-honoured',
		lock: 'nftables',
		layer: 'record',
	}),
	criu({
		id: 'misreads-nftables-in-a-file',
		defect: 'CRIU takes nftables in a configuration file for iptables',
		scenario: 'config-default-conf',
		lock: 'nftables',
		layer: 'record',
	}),
	criu({
		id: 'lets-default-conf-beat-the-request',
		defect: 'CRIU goes by a request only when default.conf names no other lock',
		scenario: 'config-flag-beats-default-conf',
		lock: 'nftables',
		layer: 'record',
	}),
	criu({
		id: 'unlocks-by-its-default',
		defect: 'CRIU restores by its own method, not by the one that the image has',
		scenario: 'restore-uses-recorded-method',
		lock: 'nftables',
		layer: 'kernel',
	}),
	criu({
		id: 'falls-back-to-its-default',
		defect: 'CRIU takes its own method when the image has none',
		scenario: 'inventory-without-method',
		lock: 'iptables',
		layer: 'kernel',
	}),
];
