// The desk with a profile: what each cell asked for, how long that took, and what the cell's sandbox used.
import type {ProfiledPhase} from '../results/profile.ts';
import {now} from '../support/phases.ts';
import {text} from '../support/text.ts';
import type {Desk} from './desk.ts';
import type {Ask, Calls} from './protocol.ts';

type Answers = Pick<Desk, 'answer'>;

// Process ids of a sandbox start at 1 and are given out in order. So the last one counts all processes and threads that
// were started.
const usageScript = 'cat /proc/sys/kernel/ns_last_pid; sed -n "s/^usage_usec //p" /sys/fs/cgroup/cpu.stat';

const usageOf = async (desk: Answers, sandbox: string, asker: Parameters<Desk['answer']>[1]) => {
	const asked = desk.answer({call: 'exec', sandbox, argv: ['sh', '-c', usageScript], options: {}}, asker);
	// A sandbox that is gone gives no answer.
	const {stdout} = (await asked.catch(() => ({stdout: new Uint8Array()}))) as {stdout: Uint8Array};
	const [started, microseconds] = text(stdout).trim().split('\n').map(Number);
	return {
		...(started && {started}),
		...(microseconds && {processor: microseconds / 1000}),
	};
};

const nameOf = (ask: Ask): string => {
	if (ask.call !== 'exec') return ask.call;
	const [program, flag, script = ''] = ask.argv;
	const words = program === 'sh' && flag === '-c' ? script : ask.argv.join(' ');
	return words.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
};

export const profiled = (desk: Answers, record: (phase: ProfiledPhase) => void): Answers => {
	const cells = new Map<string, {cell: string; opened: number}>();
	const answer: Desk['answer'] = async (ask, asker) => {
		const asked = now();
		const cell = 'cell' in ask ? ask.cell : 'sandbox' in ask ? cells.get(ask.sandbox)?.cell : undefined;
		const tell = (name: string, start: number, args?: ProfiledPhase['args']): void =>
			record({
				of: cell === undefined ? 'netlock' : 'cell',
				name,
				...(cell !== undefined && {cell}),
				start,
				took: now() - start,
				...(args && {args}),
			});
		const whole = ask.call === 'close' ? cells.get(ask.sandbox) : undefined;
		const used = ask.call === 'close' && whole ? await usageOf(desk, ask.sandbox, asker) : undefined;
		const began = now();
		const value = await desk.answer(ask, asker);
		if (ask.call === 'open') {
			const {sandbox, waited} = value as Calls['open']['value'];
			cells.set(sandbox, {cell: ask.cell, opened: asked + waited});
			tell('open', asked + waited);
		} else {
			tell(nameOf(ask), began, ask.call === 'exec' ? {command: ask.argv.join(' ').slice(0, 400)} : undefined);
		}
		if (ask.call === 'open-destination') {
			const {sandbox} = value as Calls['open-destination']['value'];
			cells.set(sandbox, {cell: ask.cell, opened: asked});
		}
		if (whole) tell(whole.cell, whole.opened, used);
		return value;
	};
	return {answer};
};
