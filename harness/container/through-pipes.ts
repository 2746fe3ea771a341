// Gives a container pipes as standard streams, as an engine does. netlock's own workload closes them, except for one that
// speaks. Any other process keeps them, and CRIU cannot dump a file that is outside of the container. A runtime gives
// its own pipes to the container that it restores.
import type {Workload} from '../bundle/workload.ts';
import type {CellContext} from './cell-context.ts';

/** Folder with what the newest container writes: the files `out` and `err`. Those of earlier ones stay beside it. */
export const outputFolder = '/cell/output';

// The readers live as long as the container, so there is no waiting for their end. The runtime's own output comes first in
// their files. After a failure the folder's name follows in both: with it, the whole output has been read.
const script = `
	folder=$(mktemp -d ${outputFolder}.XXXXXX) && ln -sfn "$folder" ${outputFolder} || exit
	{ { "$@" </dev/null 2>&1 >&3 3>&-; status=$?; echo "$status" >"$folder/exit"
		[ "$status" = 0 ] || { echo "$folder"; echo "$folder" >&3; }; } | { cat <&4 >"$folder/err" 3>&- 4<&- & } 4<&0; } 3>&1 |
		{ cat <&5 >"$folder/out" 5<&- & } 5<&0
	status=$(cat "$folder/exit")
	[ "$status" != 0 ] || exit 0
	for file in "$folder/out" "$folder/err"; do
		turn=0
		while ! grep -qF "$folder" "$file" && [ $turn -lt 500 ]; do sleep 0.01; turn=$((turn + 1)); done
		sed "s|$folder$||" "$file" >&2
	done
	exit "$status"`;

/** A command that starts or restores a container. */
export const throughPipes = (
	{bundle}: CellContext,
	argv: readonly string[],
	{speaks = false}: Pick<Workload, 'speaks'> = {},
): readonly string[] => (bundle === undefined && !speaks ? argv : ['sh', '-c', script, 'sh', ...argv]);
