// A package manager that installs nothing. It refuses unknown names, and calls without the options that every image
// needs, and leaves the same files in its cache as the real one.

/** The options of every install, the path of the cache, and the calls that must come before. */
const programs = {
	dnf: {
		wants: ['-y', '--setopt=install_weak_deps=False', '--setopt=tsflags=nodocs', '--exclude=kernel,kernel-core'],
		caches: ['/var/cache/dnf', '/var/cache/libdnf5'],
		cleans: 'rm -rf /var/cache/dnf/*',
	},
	zypper: {
		wants: ['--non-interactive', '--no-recommends'],
		caches: ['/var/cache/zypp'],
		cleans: 'rm -rf /var/cache/zypp/*',
	},
	'apt-get': {
		wants: ['-y', '--no-install-recommends'],
		caches: ['/var/lib/apt/lists', '/var/cache/apt/archives'],
		cleans: '',
	},
};
export type Program = keyof typeof programs;

/** Files that an image without a cache does not have. */
export const cached = Object.values(programs).flatMap(({caches}) => caches.map(each => `${each}/stand-in.deb`));

const known = '/var/lib/stand-in';

/** The program, as a shell script. */
export const packageManager = (
	program: Program,
	packages: readonly string[],
	repositories: Record<string, readonly string[]>,
): string => {
	const {wants, caches, cleans} = programs[program];
	const releases = Object.entries(repositories).map(
		([release, brings]) => `${release}) echo ${brings.join(' ')} >>${known} ;;`,
	);
	return `#!/bin/sh
say() { echo "stand-in ${program}: $*"; }
keep() { for cache in ${caches.join(' ')}; do mkdir -p "$cache" && touch "$cache/stand-in.deb"; done; }
case " $* " in
*" clean "*) ${cleans || 'true'}; exit 0 ;;
*" update "*) touch ${known}.index; keep; exit 0 ;;
*" install "*) ;;
*) say "cannot $*"; exit 1 ;;
esac
${program === 'apt-get' ? `[ -e ${known}.index ] || { say 'no index: update first'; exit 1; }` : ''}
for option in ${wants.join(' ')}; do
	case " $* " in *" $option "*) ;; *) say "wants $option"; exit 1 ;; esac
done
keep
[ -e ${known} ] || echo ${[...packages, ...Object.keys(repositories)].join(' ')} >${known}
for word in "$@"; do
	case $word in -* | install) continue ;; esac
	case " $(tr '\\n' ' ' <${known}) " in *" $word "*) ;; *) say "Unable to find a match: $word"; exit 1 ;; esac
	case $word in ${releases.join(' ')} esac
done
say "$*"
`;
};
