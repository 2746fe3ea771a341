// Checks whether the machine's processor can run an image's binaries. EL10 needs x86-64-v3, which a container cannot
// emulate.
import {existsSync, readFileSync} from 'node:fs';
import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import {infoOf} from '../engine/info.ts';

/** Flags that each level adds, as /proc/cpuinfo names them (x86-64 psABI, section "Micro-Architecture Levels"). */
const levels = [
	['cx16', 'lahf_lm', 'popcnt', 'pni', 'sse4_1', 'sse4_2', 'ssse3'],
	['avx', 'avx2', 'bmi1', 'bmi2', 'f16c', 'fma', 'abm', 'movbe', 'xsave'],
	['avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl'],
];

/** The levels of the processor in a /proc/cpuinfo: `x86-64`, `x86-64-v2`, … Each level includes those before it. */
export const levelsIn = (cpuinfo: string): string[] => {
	const flags = new Set(/^flags\s*:\s*(.*)$/m.exec(cpuinfo)?.[1]?.split(' ') ?? []);
	const missing = levels.findIndex(wanted => !wanted.every(flag => flags.has(flag)));
	const count = missing === -1 ? levels.length : missing;
	return ['x86-64', ...levels.slice(0, count).map((_, index) => `x86-64-v${index + 2}`)];
};

const available = async (docker: Docker): Promise<string[]> => {
	const {architecture} = await infoOf(docker);
	if (architecture !== 'x86_64') return [architecture];
	// An engine on another machine does not name its processor's features. A wrong processor then shows when the image
	// runs.
	return existsSync('/proc/cpuinfo') ? levelsIn(readFileSync('/proc/cpuinfo', 'utf8')) : [];
};

/** @throws ImageUnavailable with the processor that the image needs and the one that is there */
export const requireArchitecture = async (
	docker: Docker,
	id: string,
	wanted: readonly string[] | undefined,
): Promise<void> => {
	if (wanted === undefined) return;
	const has = await available(docker);
	if (has.length === 0 || has.some(each => wanted.includes(each))) return;
	throw new ImageUnavailable(`${id} needs ${wanted.join(' or ')}, and this processor is ${has.at(-1)}`);
};
