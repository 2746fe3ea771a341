// The instruction sets of a processor, from /proc/cpuinfo.
import test from 'ava';
import {levelsIn} from '../../harness/images/architecture.ts';

const v2 = 'fpu pni ssse3 cx16 sse4_1 sse4_2 popcnt lahf_lm';
const v3 = `${v2} avx avx2 bmi1 bmi2 f16c fma abm movbe xsave`;
const cpuinfo = (flags: string): string => `processor\t: 0\nflags\t\t: ${flags}\nbugs\t\t:\n`;

for (const [flags, best] of [
	['fpu pni', 'x86-64'],
	[v2, 'x86-64-v2'],
	[v3.replace(' movbe', ''), 'x86-64-v2'],
	[v3, 'x86-64-v3'],
	[`${v3} avx512f avx512bw avx512cd avx512dq avx512vl`, 'x86-64-v4'],
] as const) {
	test(`${best}: ${flags}`, t => {
		t.is(levelsIn(cpuinfo(flags)).at(-1), best);
	});
}

test('a missing level ends the list, whatever comes after it', t => {
	t.deepEqual(levelsIn(cpuinfo(v3.replace('ssse3 ', ''))), ['x86-64']);
});
