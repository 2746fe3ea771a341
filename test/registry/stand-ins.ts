// Stand-ins for the bases of distros whose mirrors may be unreachable: a Debian whose dnf, zypper or apt-get installs
// nothing, but compares the requested packages with the distro's known ones.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type Docker from 'dockerode';
import {buildImage} from '../../harness/engine/images.ts';
import {pushImage} from '../../harness/engine/transport.ts';
import {type Program, packageManager} from './package-manager.ts';

const everywhere = ['criu', 'crun', 'nftables', 'podman', 'tar'];
const enterprise = [...everywhere, 'criu-libs', 'iproute', 'iptables-nft', 'procps-ng'];
const fedora = [...enterprise, 'runc'];

type Distro = {
	program: Program;
	packages: string[];
	/** A package that adds a repository, and the packages in it. */
	repositories?: Record<string, string[]>;
};

/** By the name of the base. */
const distros: Record<string, Distro> = {
	'centos/centos:stream9': {
		program: 'dnf',
		packages: [...enterprise, 'runc'],
		repositories: {'epel-release': ['iptables-legacy']},
	},
	'centos/centos:stream10': {program: 'dnf', packages: enterprise},
	'centos/centos:stream10-development': {program: 'dnf', packages: enterprise},
	'library/almalinux:10': {program: 'dnf', packages: enterprise},
	'fedora/fedora:44': {program: 'dnf', packages: fedora},
	'fedora/fedora:45': {program: 'dnf', packages: fedora},
	'fedora/fedora:rawhide': {program: 'dnf', packages: fedora},
	'opensuse/tumbleweed:latest': {
		program: 'zypper',
		packages: [...everywhere, 'conmon', 'iproute2', 'iptables', 'libcriu2', 'procps', 'runc'],
	},
	'library/ubuntu:26.04': {
		program: 'apt-get',
		packages: [...everywhere, 'conmon', 'iproute2', 'iptables', 'libcriu2', 'runc'],
	},
};

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
		// The engine must pull it.
		await docker.getImage(reference).remove();
		return digest;
	} finally {
		await rm(context, {recursive: true, force: true});
	}
};

/**
 * Pushes a base for each of the distros below `prefix`, by the names of the real ones. `debian`: the image that they
 * are made from.
 */
export const pushStandIns = async (docker: Docker, prefix: string, debian: string): Promise<void> => {
	for (const [name, {program, packages, repositories = {}}] of Object.entries(distros)) {
		// It has a name, so that the engine's cache does not take one distro's layers for another's.
		const files = {[program]: packageManager(program, packages, repositories), 'stands-in-for': name};
		await buildAndPush(docker, `${prefix}/${name}`, debian, files);
	}
};

/** As quay.io/centos/centos:stream10 was on 2026-09-02: it can be pulled, and has no shell. */
export const pushBroken = (docker: Docker, reference: string): Promise<string> =>
	buildAndPush(docker, reference, 'scratch', {'index.json': '{}'});

/** The mirror of its packages does not answer. */
export const pushWithoutMirror = (docker: Docker, reference: string, debian: string): Promise<string> =>
	buildAndPush(docker, reference, debian, {dnf: failing});

export const pushDebian = (docker: Docker, reference: string, debian: string): Promise<string> =>
	buildAndPush(docker, reference, debian, {});
