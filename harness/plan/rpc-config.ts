// Which runtimes name a configuration file to CRIU in their request (`criu_opts.config_file`, field 51).
import type {Subject} from '../model/declaration.ts';
import {libcriuVersion} from '../model/libcriu-version.ts';
import {satisfies} from '../model/versions.ts';

/** Skips if the runtime or its libcriu is too old to name a file. */
export const handsOverNoFile = ({
	facts,
	runtime: {name, namesConfigSince: since},
}: Pick<Subject, 'facts' | 'runtime'>): string | undefined => {
	if (since === undefined) return undefined;
	const version = facts.runtimes[name]?.version ?? '0';
	const libcriu = libcriuVersion(facts);
	if (satisfies(version, `<${since.version}`)) {
		return `${name} ${version} hands CRIU no configuration file: it does so from ${since.version} on`;
	}
	if (satisfies(libcriu, `<${since.libcriu}`)) {
		return `libcriu ${libcriu} has no call for a configuration file: from ${since.libcriu} on`;
	}
	return undefined;
};
