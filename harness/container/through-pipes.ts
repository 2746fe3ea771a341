// Standard streams as an engine gives them to a container: pipes. netlock's own workload lets go of them; any other process keeps
// them, and CRIU cannot dump a file that is outside of the container. A runtime hands its own pipes to what it restores.
import type {CellContext} from './cell-context.ts';

// The reader lives as long as the container; what the runtime itself said comes first in its file.
const script = `
	file=$(mktemp /cell/output.XXXXXX) || exit
	{ "$@" </dev/null 2>&1; echo $? >"$file.exit"; } | { cat <&3 >"$file" 3<&- & } 3<&0
	status=$(cat "$file.exit")
	[ "$status" = 0 ] || { sleep 0.1; cat "$file" >&2; }
	exit "$status"`;

/** A command that starts or restores a container. */
export const throughPipes = ({bundle}: CellContext, argv: readonly string[]): readonly string[] =>
	bundle === undefined ? argv : ['sh', '-c', script, 'sh', ...argv];
