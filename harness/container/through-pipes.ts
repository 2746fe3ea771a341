// Gives a container pipes as standard streams, as an engine does. netlock's own workload closes them. Any other process
// keeps them, and CRIU cannot dump a file that is outside of the container. A runtime gives its own pipes to the
// container that it restores.
import type {CellContext} from './cell-context.ts';

// The reader lives as long as the container. The runtime's own output comes first in its file.
const script = `
	file=$(mktemp /cell/output.XXXXXX) || exit
	{ "$@" </dev/null 2>&1; echo $? >"$file.exit"; } | { cat <&3 >"$file" 3<&- & } 3<&0
	status=$(cat "$file.exit")
	[ "$status" = 0 ] || { sleep 0.1; cat "$file" >&2; }
	exit "$status"`;

/** A command that starts or restores a container. */
export const throughPipes = ({bundle}: CellContext, argv: readonly string[]): readonly string[] =>
	bundle === undefined ? argv : ['sh', '-c', script, 'sh', ...argv];
