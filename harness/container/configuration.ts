// Where a lock can be asked for without a word on the command line: CRIU's own configuration files, and those which
// runtimes hand to CRIU. Order, later wins (CRIU Documentation/criu.txt): default.conf, the file that CRIU_CONFIG_FILE names,
// the request, the file that the request names.
import type {Method} from '../model/axes.ts';
import {type CellContext, shell} from './cell-context.ts';
import {EvidenceMissing} from './errors.ts';

/** Each word writes one file and gives its path. */
export type Configuration = {
	/** /etc/criu/default.conf: CRIU reads it by itself. A method that stood there before is replaced. */
	defaultConf: (method: Method) => Promise<string>;
	/** A file that the environment of the runtime names: CRIU reads it by itself. */
	environment: (method: Method) => Promise<string>;
	/** /etc/criu/crun.conf: crun hands it to CRIU when it is there. */
	crunConf: (method: Method) => Promise<string>;
	/** /etc/criu/runc.conf: runc hands it to CRIU, and so does crun when there is no crun.conf. */
	runcConf: (method: Method) => Promise<string>;
	/** A file for the container's annotation `org.criu.config` to name. */
	forAnnotation: (method: Method) => Promise<string>;
};

// default.conf holds netlock's action script too, so nothing but the method is replaced.
const script = `touch "$1" && sed -i '/^network-lock/d' "$1" && printf 'network-lock %s\\n' "$2" >> "$1"`;

const write = async (context: CellContext, file: string, method: Method): Promise<string> => {
	const {exit, stderr} = await shell(context, script, file, method);
	if (exit !== 0) throw new EvidenceMissing(`${file} could not be written`, stderr);
	return file;
};

export const configuration = (context: CellContext): Configuration => ({
	defaultConf: method => write(context, '/etc/criu/default.conf', method),
	environment: async method => {
		const file = await write(context, '/etc/criu/environment.conf', method);
		context.environment = {...context.environment, CRIU_CONFIG_FILE: file};
		context.commands.push(`export CRIU_CONFIG_FILE=${file}`);
		return file;
	},
	crunConf: method => write(context, '/etc/criu/crun.conf', method),
	runcConf: method => write(context, '/etc/criu/runc.conf', method),
	forAnnotation: method => write(context, '/etc/criu/annotated.conf', method),
});
