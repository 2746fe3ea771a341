// Fetches the files of one dump or restore from the sandbox in one command, together with the rules in the kernel
// afterwards: those of the container's network namespace, and those of the sandbox's own, where no lock may be. The
// file `after/ipv6` says that the kernel has IPv6, `after/inode` which network namespace the bundle names.
import {listRules} from '../sandbox/list-rules.ts';
import {sizes} from '../support/limits.ts';
import {untar} from '../support/untar.ts';
import type {CellContext} from './cell-context.ts';
import {damageIn, lookForDamage} from './damage.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';

export type Files = Map<string, Buffer>;

/** Files are written in order, each a little later than the one before. */
export const imagesBeforeLock = `for lock in "$folder"/rulesets/*-network-lock.json; do
		for image in "$images"/core-*.img "$images"/tcp-stream-*.img; do
			if [ "$image" -nt "$folder/began" ] && [ "$image" -ot "$lock" ]; then
				echo "\${image##*/}"
			fi
		done
	done > "$folder/after/unlocked" 2>/dev/null`;

// A process belongs to the container if its root is the container's root file system, or if it has the same state file
// (podman copies the root file system). A network namespace that outlives its container can be read without a process.
const script = `cd / && folder=$1 rootfs=$2 namespace=$3 rules=$4 images=$5 path=$3 && shift 5
	for process in /proc/[0-9]*; do
		if [ "$process/root/." -ef "$rootfs" ] || [ "$process/root/state" -ef "$rootfs/state" ]; then
			namespace=$process/ns/net
			break
		fi
	done 2>/dev/null
	[ ! -e /proc/sys/net/ipv6 ] || echo > "$folder/after/ipv6"
	[ ! -e "$path" ] || stat -L -c %i "$path" > "$folder/after/inode"
	eval "$rules" > "$folder/after/sandbox" 2>/dev/null || rm -f "$folder/after/sandbox"
	if [ -e "$namespace" ]; then
		nsenter --net="$namespace" sh -c "$rules" > "$folder/after/container" || rm -f "$folder/after/container"
	fi 2>/dev/null
	{ ${lookForDamage}; } >&2
	${imagesBeforeLock}
	for f do [ -e "$f" ] && echo "$f"; done | tar -cf - -T -`;

/** `folder`: of the operation. `others`: more files. Paths have no leading slash. */
export const fetchFiles = async (
	context: CellContext,
	{bundle, topology: {network}}: Pick<Instance, 'bundle' | 'topology'>,
	{folder, images, others}: {folder: string; images: string; others: readonly string[]},
): Promise<Files> => {
	const namespace = network.kind === 'path' ? network.path : '';
	const words = [folder, `${bundle}/rootfs`, namespace, listRules, images, folder, ...others];
	const {stdout, stderr, excess} = await context.sandbox.exec(['sh', '-c', script, 'sh', ...words], {
		outputBytes: sizes.archive,
	});
	if (excess !== undefined) throw new Disagreement('exit', `the evidence of the operation is too large: tar ${excess}`);
	const damage = damageIn(context, stderr);
	if (damage !== undefined) throw damage;
	const [, full] = /^full: (.*)$/m.exec(stderr) ?? [];
	if (full !== undefined) throw new EvidenceMissing(`no space left: ${full}`);
	const {files, broken} = await untar(stdout);
	if (broken) throw new EvidenceMissing('the evidence of the operation could not be read', broken.message);
	return files;
};

/** The files of one folder, sorted by their names in it. */
export const inFolder = (files: Files, folder: string): [string, Buffer][] =>
	[...files]
		.filter(([name]) => name.startsWith(`${folder}/`))
		.map(([name, content]): [string, Buffer] => [name.slice(folder.length + 1), content])
		.sort(([a], [b]) => (a < b ? -1 : 1));
