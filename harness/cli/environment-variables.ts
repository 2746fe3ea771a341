// Environment variables that netlock reads, for docs/commands.md. An empty variable counts as unset.
export const environmentVariables: Readonly<Record<string, string>> = {
	DOCKER_HOST:
		'the engine to use, as for `docker`; without it, netlock searches for one and starts its own if there is none',
	DOCKER_CONFIG: 'the folder in which `docker login` keeps credentials, for `images push`; `~/.docker` if absent',
	NETLOCK_HOME:
		'where netlock keeps its own engine, builds, results to use again, and the results of bisections; `/var/lib/netlock` if absent',
	NETLOCK_NO_INSTALL: '`1`: install nothing on this machine, neither Node nor an engine; say what is missing instead',
	NETLOCK_REGISTRY_MIRRORS: 'mirrors as for `--registry-mirror`, separated by commas or blanks',
	NETLOCK_TIMEOUT_FACTOR:
		'stretches every time limit, for a slow machine: `3` waits three times as long; from 0.1 to 100, 1 if absent',
	COLUMNS: 'the width of help and reports, whatever the terminal says',
	LC_ALL: 'the locale; without it LC_CTYPE, then LANG. If it is not UTF-8, all text is ASCII, except in documents',
	CI: 'plain lines instead of a line that is redrawn, and `netlock run` runs every cell as with `--fresh`; unless it is `false` or `0`',
	FORCE_COLOR: 'colours, also without a terminal; `0`: none',
	NO_COLOR: 'no colours, unless FORCE_COLOR is set',
	TERM: '`dumb`: no colours, and no line that is redrawn',
};
