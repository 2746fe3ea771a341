// A stand-in for the base of an rpm distro, for builders and COPR: Debian with a compiler, and with a dnf, rpm and
// rpmbuild that follow the documentation of the real ones, on invented packages. dnf 4 and 5 differ in the packages of
// their plugins, and in names of options.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type Docker from 'dockerode';
import {buildImage} from '../../harness/engine/images.ts';

export type Generation = 4 | 5;

/** The purpose of `PLATFORM_ID`: Enterprise Linux, whose CRB and EPEL must be enabled first, or Fedora. */
const osRelease = {
	4: 'ID=centos\nVERSION_ID=10\nPLATFORM_ID="platform:el10"\n',
	5: 'ID=fedora\nVERSION_ID=44\nPLATFORM_ID="platform:f44"\n',
};

/** For dnf 4 one package has all plugins. dnf 5 downloads by itself. */
const dnf = (generation: Generation): string => `#!/bin/bash
state=/var/lib/stand-in
mkdir -p $state
fail() { echo "$*" >&2; exit 1; }
words=() options=' '
while [ $# -gt 0 ]; do
	case $1 in
	--destdir | --repo | --arch) declare "\${1#--}=$2"; shift ;;
	-*) options+="$1 " ;;
	*) words+=("$1") ;;
	esac
	shift
done
set -- "\${words[@]}"
command=$1; shift
plugin() { [ -e $state/${generation === 4 ? 'dnf-plugins-core' : 'dnf5-plugins'} ] || fail "No such command: $command. Please use /usr/bin/dnf --help"; }
[[ $command =~ clean|config-manager ]] || [[ $options == *' -y '* ]] || fail 'Operation aborted by the user.'
case $command in
clean) ;;
install)
	for name; do
		case $name in
		${generation === 4 ? 'dnf-plugins-core | epel-release' : 'dnf5-plugins'} | cpio | gcc | git-core | json-c-devel | libseccomp-devel | make | pkgconf-pkg-config | python3 | rpm-build | systemd-devel | tar | xz) ;;
		ccache) ${generation === 4 ? '[ -e $state/epel-release ] || fail "Unable to find a match: $name"' : ''} ;;
		autoconf | automake | libtool | criu-devel | libcap-devel | protobuf-c-devel)
			${generation === 4 ? '[ -e $state/crb ] || fail "Unable to find a match: $name"' : ''} ;;
		*) fail "${generation === 4 ? 'Error: Unable to find a match:' : 'No match for argument:'} $name" ;;
		esac
		touch "$state/$name"
	done ;;
config-manager)
	plugin
	${generation === 4 ? '[[ $options == *" --set-enabled "* ]] && touch "$state/$1"' : 'fail "Unknown argument"'} ;;
builddep)
	plugin
	[[ $1 == *.src.rpm && -e $1 && $options != *' --srpm '* ]] || fail "Unknown argument, or no such file: $1" ;;
copr)
	plugin
	case $2 in
	none/existing) fail "${
		generation === 4
			? "Error: It wasn't possible to enable this project.\nRepository 'epel-10-x86_64' does not exist in project 'none/existing'."
			: 'Chroot not found in the given Copr project (fedora-44-x86_64).'
	}" ;;
	stream/*) [ "$3" = "centos-stream-10-$(uname -m)" ] || fail "Error: It wasn't possible to enable this project." ;;
	esac
	id=copr.fedorainfracloud.org:$(echo "$2" | tr / : | sed s/@/group_/)
	mkdir -p /etc/yum.repos.d
	printf '[copr:%s]\\nenabled=1\\n[coprdep:%s:dependency]\\nenabled=1\\n' "$id" "$id" > "/etc/yum.repos.d/_copr:$id.repo" ;;
download)
	${generation === 4 ? 'plugin' : ''}
	if [ -z "$repo" ]; then
		[[ $options == *' ${generation === 4 ? '--source' : '--srpm'} '* ]] || fail "Unknown argument: $options"
		cp /opt/stand-in/*.src.rpm "$destdir"
	else
		[ "$arch" = "$(uname -m)" ] && grep -qF "[$repo]" /etc/yum.repos.d/*.repo || fail "Unknown repo: '$repo'"
		for name; do
			[ -e "/opt/stand-in/$name.rpm" ] || fail "No match for argument: $name"
			mkdir -p "$destdir" && cp "/opt/stand-in/$name.rpm" "$destdir/$name-1-1.$arch.rpm"
		done
	fi ;;
*) fail "No such command: $command" ;;
esac
`;

// An rpm is a tar here: rpm2cpio has nothing to do, and cpio is tar.
const cpio = `#!/bin/sh
[ "$*" = '--extract --make-directories --quiet' ] || { echo "cpio: $*" >&2; exit 2; }
tar -xf -
`;

const rpm = `#!/bin/sh
[ "$1 $2 $3" = '--install --define _topdir /tmp/rpm' ] || { echo "rpm: $*" >&2; exit 2; }
mkdir -p /tmp/rpm/SPECS /tmp/rpm/SOURCES
touch /tmp/rpm/SPECS/crun.spec
cp "$4" /tmp/rpm/SOURCES/
`;

/** From 4.20 on, a build has its own folder below BUILD. */
const rpmbuild = (generation: Generation): string => `#!/bin/sh
[ "$*" = '-bp --nodeps --define _topdir /tmp/rpm /tmp/rpm/SPECS/crun.spec' ] || { echo "rpmbuild: $*" >&2; exit 2; }
folder=/tmp/rpm/BUILD${generation === 4 ? '' : '/crun-1.99-build'}
mkdir -p "$folder" && tar -C "$folder" -xf /tmp/rpm/SOURCES/*.src.rpm
`;

/** A crun of two files, with a project below it as crun has libocispec. */
const source = `#!/bin/sh
set -e
mkdir -p /opt/stand-in /tmp/crun-1.99/libocispec
cd /tmp/crun-1.99
touch libocispec/configure.ac configure.ac
printf 'printf "CC=gcc\\\\ncrun: main.o\\\\n\\\\tgcc -o crun main.o\\\\n" > Makefile\\n' > configure
chmod +x configure
echo 'int main(void) { return 0; }' > main.c
cd /tmp
[ "$1" = without ] || tar -cf /opt/stand-in/crun-1.99-1.src.rpm crun-1.99
mkdir -p root/usr/bin root/usr/lib64 criu/usr/sbin
echo '#!/bin/sh' > root/usr/bin/crun
tar -C root -cf /opt/stand-in/crun.rpm usr/bin
echo '#!/bin/sh' > criu/usr/sbin/criu
tar -C criu -cf /opt/stand-in/criu.rpm usr
echo library > root/usr/lib64/libcriu.so.2.0
ln -s libcriu.so.2.0 root/usr/lib64/libcriu.so.2
tar -C root -cf /opt/stand-in/criu-libs.rpm usr/lib64
rm -rf /tmp/*
`;

/** `compiler`: an image with gcc, ccache, git and make. `sources`: whether the mirror has source packages. */
export const makeRpmStandIn = async (
	docker: Docker,
	tag: string,
	compiler: string,
	generation: Generation,
	sources: 'with' | 'without' = 'with',
): Promise<void> => {
	const context = await mkdtemp(join(tmpdir(), 'netlock-stand-in-'));
	const programs = {
		dnf: dnf(generation),
		...(generation === 5 && {dnf5: dnf(5)}),
		rpm,
		rpm2cpio: '#!/bin/sh\nexec cat "$1"\n',
		cpio,
		rpmbuild: rpmbuild(generation),
		'make-sources': source,
	};
	const files: Record<string, string> = {...programs, 'os-release': osRelease[generation]};
	files.Containerfile = [
		`FROM ${compiler}`,
		'USER root',
		'RUN userdel builder && rm -rf /opt/netlock/builder /opt/netlock/source /build /ccache /tmp/*',
		...Object.keys(programs).map(name => `COPY ${name} /usr/bin/${name}`),
		'RUN rm -f /etc/os-release',
		'COPY os-release /etc/os-release',
		`RUN make-sources ${sources}`,
	].join('\n');
	try {
		for (const [name, text] of Object.entries(files)) await writeFile(join(context, name), text, {mode: 0o755});
		await buildImage(docker, {context, files: Object.keys(files), dockerfile: 'Containerfile', tag});
	} finally {
		await rm(context, {recursive: true, force: true});
	}
};
