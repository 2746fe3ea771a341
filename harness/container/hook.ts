// A hook as an engine has it: it adds a device, an address and a firewall table to the container's own network
// namespace. Runtimes call it as an OCI createRuntime hook, outside the container, with the container's process id.
import {text} from '../support/text.ts';
import {type CellContext, run, shell} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import {runtimeState} from './inspect.ts';
import type {Instance} from './instance.ts';

/** Where the device's other end is: `inside` the container's network namespace, or `outside`, in the sandbox's. */
export type HookKind = 'inside' | 'outside';

export const hookFile = '/cell/hook';
const runs = `${hookFile}.runs`;

const scriptOf = (kind: HookKind): string => `#!/bin/sh
set -e
echo >> ${runs}
net="nsenter --net=/proc/$(sed -n 's/.*"pid": *\\([0-9]*\\).*/\\1/p')/ns/net"
${kind === 'outside' ? 'ip link delete added-other 2> /dev/null || :' : ''}
$net ip link add added type veth peer name added-other${kind === 'outside' ? ' netns $$' : ''}
${kind === 'outside' ? '' : '$net '}ip link set added-other up
$net ip address add 198.51.100.7/24 dev added
$net ip link set added up
$net nft 'table inet added { chain input { type filter hook input priority 0; tcp dport 22 drop; }; }'
`;

export const writeHook = async (context: CellContext, kind: HookKind): Promise<void> => {
	const {exit, stderr} = await shell(context, 'printf %s "$2" > "$1" && chmod +x "$1"', hookFile, scriptOf(kind));
	if (exit !== 0) throw new EvidenceMissing('the hook could not be written', stderr);
};

const parts: Record<string, RegExp> = {
	'its device': /added.{0,200}[<,]UP[,>]/,
	'its address': /inet 198\.51\.100\.7\/24 /,
	'its firewall table': /table inet added \{[^}]{0,1000}tcp dport 22 drop/,
};

const look = 'ip -o link show dev added; ip -o address show dev added; nft --stateless list table inet added; :';

export const hasWhatHookAdded = async (context: CellContext, instance: Instance): Promise<void> => {
	const {pid} = await runtimeState(context, instance);
	const {stdout} = await run(context, ['nsenter', `--net=/proc/${pid}/ns/net`, 'sh', '-c', look]);
	const missing = Object.entries(parts).filter(([, pattern]) => !pattern.test(text(stdout)));
	if (missing.length === 0) return;
	const names = missing.map(([name]) => name).join(', ');
	throw new Disagreement('kernel', `of what the hook had added the container lacks ${names}`);
};

export const hookRan = async (context: CellContext, times: number): Promise<void> => {
	const {stdout} = await shell(context, 'cat "$1" 2>/dev/null || :', runs);
	const ran = text(stdout).split('\n').length - 1;
	if (ran === times) return;
	throw new Disagreement('behaviour', `calls of the hook: ${ran}, and there were to be ${times} in all`);
};
