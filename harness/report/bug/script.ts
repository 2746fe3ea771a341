// Makes the reproducer of a cell: a script that shows the failure without netlock. It needs sh, the runtime, criu, ip and nft.
import type {Layer} from '../../model/axes.ts';
import type {OperationEvidence} from '../../model/evidence.ts';
import {quote} from '../../support/quote.ts';
import {inertLine} from '../ci/inert.ts';
import type {Failure} from './failure.ts';
import {bundle, listener, lockIn, network, place, probe, protobuf, stages, steps} from './script-parts.ts';
import {foldersIn, scriptLine, wordsOf} from './words.ts';

/** Checks how an operation ended, so that a later one can show the failure. */
const checkedStep = ({command, exit}: OperationEvidence, index: number): string =>
	[
		`step ${index + 1} ${scriptLine(command)}`,
		exit === 0
			? '[ "$ended" = 0 ] || could_not "this operation fails here: exit $ended"'
			: '[ "$ended" != 0 ] || could_not "this operation succeeds here"',
	].join('\n');

const imageOf = (command: string): string => {
	const words = wordsOf(command);
	return (words[words.indexOf('--image-path') + 1] ?? '').replace(/^\/cell\//, '');
};

/** The name of a method's number. In the request numbers count from 1, in the record from 0. */
const named = (value: string, first: number): string =>
	[
		`case ${value} in`,
		`${first}) seen=iptables ;;`,
		`${first + 1}) seen=nftables ;;`,
		`${first + 2}) seen=skip ;;`,
		"'') seen=absent ;;",
		`*) seen=${value} ;;`,
		'esac',
	].join('\n');

/** Checks that the network is locked after a dump, and open after everything else. */
const behaviour = ({operations, expected}: Failure): string =>
	[
		'seen=',
		'answered || could_not "nothing is answered before the first operation"',
		...operations.flatMap((operation, index) => {
			const isHeld =
				operation.operation === 'checkpoint' && operation.exit === 0 && !operation.command.includes('--leave-running');
			const right = isHeld ? expected : 'answered';
			return [
				checkedStep(operation, index),
				'if answered; then was=answered; else was=dropped; fi',
				`echo "a packet from outside is $was after operation ${index + 1}, and was to be ${right}"`,
				`[ "$was" = ${right} ] || seen="$was after operation ${index + 1}"`,
			];
		}),
		`[ -n "$seen" ] || seen=${quote(expected)}`,
	].join('\n');

type Parts = {parts: readonly string[]; look: string};

const looks: Record<Layer, (failure: Failure, last: OperationEvidence, number: number) => Parts> = {
	request: (_, {command}, number) => ({
		parts: [protobuf, listener],
		look: [
			'# What the runtime sends is kept, and goes no further: it fails here.',
			`PATH=$dir/listener:$PATH`,
			`step ${number} ${scriptLine(command)}`,
			'[ -s request ] || could_not "the runtime asked nothing of criu"',
			'# criu_req: opts is field 2; criu_opts: network_lock is field 64 (CRIU, images/rpc.proto).',
			'value=$(field 64 $(field 2 $(bytes_of request)))',
			named('"$value"', 1),
		].join('\n'),
	}),
	exit: ({expected}, {command}, number) => ({
		parts: [],
		look: [
			`step ${number} ${scriptLine(command)}`,
			expected === 'exit 0'
				? 'seen="exit $ended"'
				: 'if [ "$ended" = 0 ]; then seen="exit 0"; else seen="a refusal"; fi',
		].join('\n'),
	}),
	record: (_, last, number) => ({
		parts: [protobuf],
		look: [
			checkedStep(last, number - 1),
			'# inventory_entry, behind two magic numbers and a size: network_lock_method is field 11 (CRIU, images/inventory.proto).',
			`value=$(field 11 $(od -An -v -tu1 -j12 ${quote(imageOf(last.command))}/inventory.img))`,
			named('"$value"', 0),
		].join('\n'),
	}),
	kernel: ({stage = 'after'}, last, number) => ({
		parts: [lockIn],
		look: [
			checkedStep(last, number - 1),
			`file=seen/${number}-${quote(stage)}`,
			'[ -e "$file" ] || could_not "criu was not at that stage"',
			'cat "$file"',
			'seen=$(lock_in "$file")',
		].join('\n'),
	}),
	behaviour: failure => ({parts: [probe], look: behaviour(failure)}),
};

/** `about`: lines for the head of the script. */
export const reproducer = (failure: Failure, about: readonly string[]): string => {
	const {layer, operations, expected, told, method} = failure;
	const last = operations.at(-1);
	if (last === undefined) return '';
	const [runtime = '', ...words] = wordsOf(last.command);
	const options = words.filter(
		(word, index) => word.startsWith('-') && words.slice(0, index).every(each => each.startsWith('-')),
	);
	const {parts, look} = looks[layer](failure, last, operations.length);
	const before = layer === 'behaviour' ? [] : operations.slice(0, -1).map(checkedStep);
	const commands = operations.map(({command}) => command);
	const folders = foldersIn(commands).map(quote).join(' ');
	return [
		'#!/bin/sh',
		...about.map(line => `# ${inertLine(line)}`),
		'#',
		`# Needs root, ${runtime}, criu, ip and nft, and what comes with sh: mount, unshare, od, sed, grep, ldd.`,
		'# Exit status: 1 the failure appears, 0 it does not, 2 the script could not try.',
		'set -u',
		`runtime=${runtime} options=${quote(options.join(' '))}`,
		...[place, network, bundle, stages, steps, ...parts].map(part => part.trimStart()),
		'',
		...(told === 'config' ? [`echo ${quote(`network-lock ${method}`)} >> /etc/criu/default.conf`] : []),
		...(folders === '' ? [] : [`mkdir -p ${folders}`]),
		'"$runtime" $options run --detach --bundle bundle "$id" > seen/run 2>&1 || could_not "$(cat seen/run)"',
		'sleep 1',
		'[ -s bundle/rootfs/state ] || could_not "the container does not count"',
		...before,
		look,
		'',
		`expected=${quote(expected)}`,
		`echo "${layer}: expected $expected, seen $seen"`,
		'[ "$seen" = "$expected" ]',
		'',
	].join('\n');
};
