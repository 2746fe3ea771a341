// The project that a patch belongs to, by the files that it touches, and the reports that its message names.
import type {Project} from '../builds/builder.ts';
import {messageOf, type Patch} from '../builds/patches.ts';
import {UsageError} from '../model/usage-error.ts';

const upstream: Record<Project, string> = {
	crun: 'containers/crun',
	criu: 'checkpoint-restore/criu',
	runc: 'opencontainers/runc',
};

/** Paths that a patch changes, without the `a/` and `b/` in front. */
const pathsIn = ({content}: Patch): string[] =>
	[...content.toString('utf8').matchAll(/^(?:---|\+\+\+) (?:[ab]\/)?([^\t\n]+)/gm)]
		.map(([, path = '']) => path)
		.filter(path => path !== '/dev/null');

const marks: Record<Project, RegExp> = {
	crun: /^(?:src\/|libcrun|crun|krun|tests\/(?:init|test_)|configure\.ac$|Makefile\.am$)/,
	criu: /^(?:criu\/|lib\/|images\/|compel\/|soccr\/|plugins\/|test\/zdtm|Makefile\.(?:config|versions)$|include\/common)/,
	runc: /^(?:libcontainer\/|vendor\/|internal\/|go\.(?:mod|sum)$|[\w-]+\.go$|tests\/integration\/)/,
};

/** @throws UsageError when the files belong to no known project, or to several */
export const projectOf = (patches: readonly Patch[]): Project => {
	const paths = patches.flatMap(pathsIn);
	const found = (Object.keys(marks) as Project[]).filter(project => paths.some(path => marks[project].test(path)));
	const [only, ...more] = found;
	if (only !== undefined && more.length === 0) return only;
	throw new UsageError(
		`the files of the patch belong to no one project: ${paths.slice(0, 5).join(', ') || 'none'}`,
		'Name the project: --project crun, --project criu, or --project runc',
	);
};

const references = [
	/https?:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(\d+)/g,
	/(?<![\w./-])([\w.-]+\/[\w.-]+)#(\d+)/g,
];
const closing = /\b(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?|revert(?:s|ed)?|see|ref(?:s)?|bug)\b:?\s+#(\d+)/gi;

/** Reports that a text names: `containers/crun#1627`. A bare `Fixes: #1627` names a report of the project itself. */
export const reportsIn = (text: string, project: Project): Set<string> => {
	const found = references.flatMap(pattern =>
		[...text.matchAll(pattern)].map(([, name, number]) => `${name}#${number}`),
	);
	const bare = [...text.matchAll(closing)].map(([, number]) => `${upstream[project]}#${number}`);
	return new Set([...found, ...bare]);
};

/** Reports that the messages of the patches name. */
export const reportsNamedBy = (patches: readonly Patch[], project: Project): Set<string> =>
	reportsIn(patches.map(messageOf).join('\n\n'), project);
