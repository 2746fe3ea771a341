// In the middle of a dump: CRIU is stopped, its sandbox is killed, or its sandbox has no memory or processes left.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {label} from '../../../harness/engine/labels.ts';
import {planFile, readPlan} from '../../../harness/run/plan-file.ts';
import type {Fault} from '../fault.ts';
import {look, newSetting, type Setting, three} from '../setting.ts';

type Caught = {criu: number; container: Docker.Container};

const textOf = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};

/** The CRIU that runs in this sandbox of the run. */
const criuIn = (ids: readonly string[]): {criu: number; id: string} | undefined => {
	for (const pid of readdirSync('/proc')) {
		if (textOf(`/proc/${pid}/comm`).trim() !== 'criu') continue;
		const cgroup = textOf(`/proc/${pid}/cgroup`);
		const id = ids.find(each => cgroup.includes(each));
		if (id !== undefined) return {criu: Number(pid), id};
	}
	return undefined;
};

/** Stops the first CRIU of the run that does more than print its version. */
const catchCriu = async ({folder, docker}: Setting, isOver: () => boolean): Promise<Caught | undefined> => {
	while (!existsSync(planFile(folder)) && !isOver()) await sleep(20);
	let [ids, looks]: [string[], number] = [[], 0];
	while (!isOver()) {
		if (looks++ % 20 === 0) {
			const {run} = await readPlan(planFile(folder));
			ids = (await docker.listContainers({filters: {label: [`${label.run}=${run}`]}})).map(({Id}) => Id);
		}
		const found = criuIn(ids);
		if (found !== undefined && textOf(`/proc/${found.criu}/cmdline`).includes('swrk')) {
			process.kill(found.criu, 'SIGSTOP');
			return {criu: found.criu, container: docker.getContainer(found.id)};
		}
		await sleep(2);
	}
	return undefined;
};

const inSandbox = async ({container}: Caught, script: string): Promise<void> => {
	const exec = await container.exec({Cmd: ['sh', '-c', script], AttachStdout: true, AttachStderr: true});
	const stream = await exec.start({});
	stream.resume();
	await new Promise(resolve => stream.on('end', resolve).on('close', resolve));
};

const goOn = ({criu}: Caught): void => {
	process.kill(criu, 'SIGCONT');
};

const during = (
	name: string,
	blames: Fault['blames'],
	act: (caught: Caught) => Promise<void>,
	env: Record<string, string> = {},
): Fault => ({
	name,
	blames,
	exits: [0, 1],
	hits: 1,
	inflict: async () => {
		const setting = await newSetting();
		const run = setting.start(three, env);
		const caught = await catchCriu(setting, run.isOver);
		if (caught === undefined) throw new Error(`there was no dump: ${(await run.ended).stderr}`);
		await act(caught);
		const {exit} = await run.ended;
		return look(setting, exit);
	},
});

/** What a machine without memory leaves a sandbox, which is then not the one that has used up its own. */
const less = 300 * 2 ** 20;

/** Whoever fills the memory is the first to be ended; from then on it is anybody. */
const fillMemory =
	'mount -t tmpfs -o size=8g none /mnt && echo 1000 > /proc/self/oom_score_adj && head -c 8G /dev/zero > /mnt/filler';

export const duringDumps: readonly Fault[] = [
	// The time limit of an operation ends it, and CRIU is to blame for no answer.
	during('CRIU is stopped in mid-dump', ['CRIU', 'runtime'], async () => {}, {NETLOCK_TIMEOUT_FACTOR: '0.4'}),
	during('a sandbox is killed in mid-dump', ['machine', 'harness'], ({container}) => container.kill()),
	during('memory runs out in mid-dump', ['machine', 'harness'], async caught => {
		await caught.container.update({Memory: less, MemorySwap: less});
		await inSandbox(caught, fillMemory);
		goOn(caught);
	}),
	during('processes run out in mid-dump', ['machine', 'harness'], async caught => {
		await caught.container.update({PidsLimit: 1});
		goOn(caught);
	}),
];
