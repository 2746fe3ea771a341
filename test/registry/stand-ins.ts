// Bases made on the spot that stand in for those of RPM distros: a Debian with a dnf and a zypper that install nothing,
// but check what they are asked for against what the distro is known to have.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type Docker from 'dockerode';
import {buildImage} from '../../harness/engine/images.ts';
import {pushImage} from '../../harness/engine/transport.ts';

const everywhere = ['criu', 'crun', 'nftables', 'podman', 'tar'];
const enterprise = [...everywhere, 'criu-libs', 'iproute', 'iptables-nft', 'procps-ng'];

/** Names of packages, by the repository of the base. */
export const packages = {
	'centos/centos:stream9': [...enterprise, 'runc', 'epel-release', 'iptables-legacy'],
	'centos/centos:stream10': enterprise,
	'centos/centos:stream10-development': enterprise,
	'library/almalinux:10': enterprise,
	'fedora/fedora:44': [...enterprise, 'runc'],
	'fedora/fedora:45': [...enterprise, 'runc'],
	'fedora/fedora:rawhide': [...enterprise, 'runc'],
	'opensuse/tumbleweed:latest': [...everywhere, 'conmon', 'iproute2', 'iptables', 'libcriu2', 'procps', 'runc'],
};

/** What every install must say, whatever it installs. */
const required = {
	dnf: ['-y', '--setopt=install_weak_deps=False', '--setopt=tsflags=nodocs'],
	zypper: ['--non-interactive', '--no-recommends'],
};

const script = (program: keyof typeof required, names: readonly string[]): string => `#!/bin/sh
say() { echo "stand-in ${program}: $*"; }
case " $* " in *" clean "*) exit 0 ;; *" install "*) ;; *) say "cannot $*"; exit 1 ;; esac
for option in ${required[program].join(' ')}; do
	case " $* " in *" $option "*) ;; *) say "wants $option"; exit 1 ;; esac
done
for word in "$@"; do
	case $word in -* | install) continue ;; esac
	case ' ${names.join(' ')} ' in *" $word "*) ;; *) say "Unable to find a match: $word"; exit 1 ;; esac
done
say "$*"
`;

const failing = `#!/bin/sh
echo "Error: Failed to download metadata for repo 'baseos': Cannot prepare internal mirrorlist: Curl error (6)"
exit 1
`;

type Files = Record<string, string>;

const buildAndPush = async (docker: Docker, reference: string, from: string, files: Files): Promise<string> => {
	const context = await mkdtemp(join(tmpdir(), 'netlock-stand-in-'));
	try {
		for (const [name, text] of Object.entries(files)) await writeFile(join(context, name), text, {mode: 0o755});
		const copies = Object.keys(files).map(name => `COPY ${name} /usr/bin/${name}\n`);
		await writeFile(join(context, 'Containerfile'), `FROM ${from}\n${copies.join('')}`);
		const spec = {
			context,
			files: ['Containerfile', ...Object.keys(files)],
			dockerfile: 'Containerfile',
			tag: reference,
		};
		await buildImage(docker, spec);
		const digest = await pushImage(docker, reference, undefined);
		// The engine is to pull it.
		await docker.getImage(reference).remove();
		return digest;
	} finally {
		await rm(context, {recursive: true, force: true});
	}
};

/** Pushes a base for each of the distros below `prefix`, by the names of the real ones. `debian`: what they are made of. */
export const pushStandIns = async (docker: Docker, prefix: string, debian: string): Promise<void> => {
	for (const [name, names] of Object.entries(packages)) {
		// Named, so that the engine's cache does not take one distro's layers for another's.
		const files = {dnf: script('dnf', names), zypper: script('zypper', names), 'stands-in-for': name};
		await buildAndPush(docker, `${prefix}/${name}`, debian, files);
	}
};

/** As quay.io/centos/centos:stream10 was on 2026-09-02: it can be pulled, and has no shell. */
export const pushBroken = (docker: Docker, reference: string): Promise<string> =>
	buildAndPush(docker, reference, 'scratch', {'index.json': '{}'});

/** Its packages' mirror does not answer. */
export const pushWithoutMirror = (docker: Docker, reference: string, debian: string): Promise<string> =>
	buildAndPush(docker, reference, debian, {dnf: failing});

export const pushDebian = (docker: Docker, reference: string, debian: string): Promise<string> =>
	buildAndPush(docker, reference, debian, {});
