// Whether a kernel would run a file, by its first bytes. Asked before it is tried: a shell takes what the kernel refuses for
// a script of its own, and trips over it in words that help nobody.

/** Bytes that it takes to tell. */
export const headLength = 20;

/** ELF's e_machine → as `uname -m` says. */
const machines: Record<number, string> = {
	3: 'i386',
	21: 'ppc64le',
	22: 's390x',
	40: 'arm',
	62: 'x86_64',
	183: 'aarch64',
	243: 'riscv64',
};

/** Why not; undefined when it may. `arch`: the image's, as `uname -m` says. */
export const whyNot = (head: Buffer, arch: string): string | undefined => {
	const magic = head.toString('latin1');
	if (magic.startsWith('#!')) return undefined;
	if (!magic.startsWith('\x7fELF') || head.length < headLength) return 'it is neither an executable nor a script';
	// Which end comes first is said before all that depends on it.
	const machine = head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18);
	const name = machines[machine] ?? `machine ${machine} of ELF`;
	return name === arch || arch === 'unknown' ? undefined : `it is for ${name}, and the image for ${arch}`;
};
