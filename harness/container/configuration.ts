// Where a lock can be asked for without a word on the command line: CRIU's own configuration files, and those which
// runtimes hand to CRIU. Order, later wins (CRIU Documentation/criu.txt): default.conf, the file that CRIU_CONFIG_FILE names,
// the request, the file that the request names.
import type {Method} from '../model/axes.ts';
import type {Runtime} from '../model/runtime.ts';
import {type CellContext, shell} from './cell-context.ts';
import {EvidenceMissing} from './errors.ts';

/** Each word writes one file and gives its path. */
export type Configuration = {
	/** /etc/criu/default.conf: CRIU reads it by itself. A method that stood there before is replaced. */
	defaultConf: (method: Method) => Promise<string>;
	/** A file that the environment of the runtime names: CRIU reads it by itself. */
	environment: (method: Method) => Promise<string>;
	/** The runtime's own file, /etc/criu/crun.conf or runc.conf: it names that to CRIU when it is there. */
	ownConf: (method: Method) => Promise<string>;
	/** The files of others that the runtime names to CRIU where there is none of its own: runc.conf for crun. */
	sharedConfs: (method: Method) => Promise<string[]>;
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

export const configuration = (context: CellContext, {criuConfigs: [own, ...shared]}: Runtime): Configuration => ({
	defaultConf: method => write(context, '/etc/criu/default.conf', method),
	environment: async method => {
		const file = await write(context, '/etc/criu/environment.conf', method);
		context.environment = {...context.environment, CRIU_CONFIG_FILE: file};
		context.commands.push(`export CRIU_CONFIG_FILE=${file}`);
		return file;
	},
	ownConf: method => write(context, `/etc/criu/${own}`, method),
	sharedConfs: method => Promise.all(shared.map(file => write(context, `/etc/criu/${file}`, method))),
	forAnnotation: method => write(context, '/etc/criu/annotated.conf', method),
});
