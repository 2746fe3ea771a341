// Configuration files in which an operator can set options of CRIU: CRIU's own, and those that runtimes name to CRIU. A
// scenario can write any line into any of them. configured.ts says which line counts.
import type {Runtime} from '../model/runtime.ts';
import {type CellContext, shell} from './cell-context.ts';
import {defaultConf} from './configured.ts';
import {EvidenceMissing} from './errors.ts';

/** Writes lines, such as `network-lock nftables` or `tcp-close`, into a file, and gives its path. */
type Write<Written = string> = (...lines: readonly string[]) => Promise<Written>;

/** Each function writes one file. A line replaces an earlier line with the same option. */
export type Configuration = {
	/** /etc/criu/default.conf. CRIU reads it itself. */
	defaultConf: Write;
	/** A file that the environment of the runtime names. CRIU reads it itself. */
	environment: Write;
	/** The runtime's own file, /etc/criu/crun.conf or runc.conf. The runtime names it to CRIU if it exists. */
	ownConf: Write;
	/** Files of other runtimes, which the runtime names to CRIU if its own file does not exist: runc.conf for crun. */
	sharedConfs: Write<string[]>;
	/** A file that the container's annotation `org.criu.config` can name. */
	forAnnotation: Write;
};

// Only lines with the same option are replaced: default.conf also holds netlock's action script.
const script = `file=$1; shift; touch "$file" && for line do
	sed -i "/^\${line%%[ =]*}\\([ =]\\|\\$\\)/d" "$file" && printf '%s\\n' "$line" >> "$file" || exit
done`;

const optionOf = (line: string): string => line.split(/[ =]/, 1)[0] ?? '';

/** Writes the lines into a file in the sandbox, and remembers them in the context. */
export const configure = async (context: CellContext, file: string, lines: readonly string[]): Promise<string> => {
	const {exit, stderr} = await shell(context, script, file, ...lines);
	if (exit !== 0) throw new EvidenceMissing(`${file} could not be written`, stderr);
	const otherLines = (context.criuFiles.get(file) ?? []).filter(old =>
		lines.every(each => optionOf(each) !== optionOf(old)),
	);
	context.criuFiles.set(file, [...otherLines, ...lines]);
	return file;
};

export const configuration = (context: CellContext, {criuConfigs: [own, ...shared]}: Runtime): Configuration => ({
	defaultConf: (...lines) => configure(context, defaultConf, lines),
	environment: async (...lines) => {
		const file = await configure(context, '/etc/criu/environment.conf', lines);
		context.environment = {...context.environment, CRIU_CONFIG_FILE: file};
		context.commands.push(`export CRIU_CONFIG_FILE=${file}`);
		return file;
	},
	ownConf: (...lines) => configure(context, `/etc/criu/${own}`, lines),
	sharedConfs: (...lines) => Promise.all(shared.map(file => configure(context, `/etc/criu/${file}`, lines))),
	forAnnotation: (...lines) => configure(context, '/etc/criu/annotated.conf', lines),
});
