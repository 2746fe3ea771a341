// Which runtimes hand CRIU a configuration file in their request (`criu_opts.config_file`, field 51).
import type {Subject} from '../model/declaration.ts';
import {satisfies} from '../model/versions.ts';

/**
 * Skips where the runtime hands over no file. runc always does (libcontainer/criu_linux.go); crun since 1.26, with a libcriu
 * that can, since 4.2 (crun src/libcrun/criu.c; CRIU lib/c/criu.c).
 */
export const handsOverNoFile = ({facts, runtime}: Subject): string | undefined => {
	if (runtime !== 'crun') return undefined;
	const crun = facts.runtimes.crun?.version ?? '0';
	const libcriu = facts.packages.libcriu2 ?? facts.criu.version;
	if (satisfies(crun, '<1.26')) return `crun ${crun} hands CRIU no configuration file: it does so from 1.26 on`;
	if (satisfies(libcriu, '<4.2')) return `libcriu ${libcriu} has no call for a configuration file: from 4.2 on`;
	return undefined;
};
