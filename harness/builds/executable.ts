// Says from the first bytes of a file whether a kernel can run it. netlock checks this before it runs the file: a shell
// would take a file that the kernel refuses for a shell script, and print confusing errors.

/** How many bytes the check needs. */
export const headLength = 20;

/** ELF's e_machine → the name that `uname -m` prints. */
const machines: Record<number, string> = {
	3: 'i386',
	21: 'ppc64le',
	22: 's390x',
	40: 'arm',
	62: 'x86_64',
	183: 'aarch64',
	243: 'riscv64',
};

/** Why the kernel cannot run the file. Undefined when it can. `arch`: of the image, as `uname -m` prints it. */
export const whyNot = (head: Buffer, arch: string): string | undefined => {
	const magic = head.toString('latin1');
	if (magic.startsWith('#!')) return undefined;
	if (!magic.startsWith('\x7fELF') || head.length < headLength) return 'it is neither an executable nor a script';
	// The byte order stands in front of all fields that depend on it.
	const machine = head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18);
	const name = machines[machine] ?? `machine ${machine} of ELF`;
	return name === arch || arch === 'unknown' ? undefined : `it is for ${name}, and the image for ${arch}`;
};
