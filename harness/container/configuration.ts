// Where an operator asks CRIU for something without a word on the command line: CRIU's own configuration files, and those which
// runtimes hand to CRIU. Any line can be written into any of them; configured.ts says which counts.
import type {Runtime} from '../model/runtime.ts';
import {type CellContext, shell} from './cell-context.ts';
import {defaultConf} from './configured.ts';
import {EvidenceMissing} from './errors.ts';

/** Writes these lines, as `network-lock nftables` or `tcp-close`, into a file, and gives its path. */
type Write<Written = string> = (...lines: readonly string[]) => Promise<Written>;

/** Each word writes one file. A line takes the place of an earlier one with the same option. */
export type Configuration = {
	/** /etc/criu/default.conf: CRIU reads it by itself. */
	defaultConf: Write;
	/** A file that the environment of the runtime names: CRIU reads it by itself. */
	environment: Write;
	/** The runtime's own file, /etc/criu/crun.conf or runc.conf: it names that to CRIU when it is there. */
	ownConf: Write;
	/** The files of others that the runtime names to CRIU where there is none of its own: runc.conf for crun. */
	sharedConfs: Write<string[]>;
	/** A file for the container's annotation `org.criu.config` to name. */
	forAnnotation: Write;
};

// default.conf holds netlock's action script too, so nothing but the option is replaced.
const script = `file=$1; shift; touch "$file" && for line do
	sed -i "/^\${line%%[ =]*}\\([ =]\\|\\$\\)/d" "$file" && printf '%s\\n' "$line" >> "$file" || exit
done`;

const optionOf = (line: string): string => line.split(/[ =]/, 1)[0] ?? '';

/** Writes the lines into a file in the sandbox, and keeps what it asks for. */
export const configure = async (context: CellContext, file: string, lines: readonly string[]): Promise<string> => {
	const {exit, stderr} = await shell(context, script, file, ...lines);
	if (exit !== 0) throw new EvidenceMissing(`${file} could not be written`, stderr);
	const kept = (context.criuFiles.get(file) ?? []).filter(old => lines.every(each => optionOf(each) !== optionOf(old)));
	context.criuFiles.set(file, [...kept, ...lines]);
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
