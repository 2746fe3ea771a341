// Replaces the image's own files in a sandbox by files under test. These are copies, which the sandbox may change.
import {basename} from 'node:path';
import {copyIn} from '../engine/copy-in.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';
import type {UnderTest} from '../model/artifact.ts';
import {limits} from '../support/limits.ts';
import {findLibcriu} from './find-libcriu.ts';

/**
 * Folder for a runtime under test. It is first in PATH. It holds nothing else, because runc ≥ 1.2 runs itself from an
 * overlay of its folder, and that overlay would not show a mount of the single file.
 */
export const buildsFolder = '/opt/netlock/builds';
const criuFolder = '/opt/netlock/criu-under-test';
export const librariesFolder = '/opt/netlock/libraries';

/** Path in the sandbox → file on this machine. */
export const copies = ({runtime, criu, libcriu, podman}: UnderTest): Record<string, string> => ({
	...(runtime && {[`${buildsFolder}/${runtime.name}`]: runtime.path}),
	...(podman && {[`${buildsFolder}/podman`]: podman.path}),
	...(criu && {[`${criuFolder}/criu`]: criu.path}),
	...(criu?.libcriu !== undefined && {[`${criuFolder}/libcriu.so.2`]: criu.libcriu}),
	...(libcriu && {[`${criuFolder}/libcriu.so.2`]: libcriu.path}),
	...Object.fromEntries(
		[runtime, criu, podman]
			.flatMap(artifact => artifact?.libraries ?? [])
			.map(each => [`${librariesFolder}/${basename(each)}`, each]),
	),
});

/** The loader's path gets only libraries that the image lacks: the image's own programs expect the image's own. */
export const registerLibraries = `
	if [ -e ${librariesFolder} ]; then
		known=$(ldconfig -p | grep -v ' => ${librariesFolder}/' | sed -n 's/^[[:space:]]*\\([^ ]*\\) .*/\\1/p')
		for library in ${librariesFolder}/*; do
			! printf '%s\\n' "$known" | grep -qxF "\${library##*/}" || rm "$library" || exit 1
		done
		mkdir -p /etc/ld.so.conf.d && echo ${librariesFolder} > /etc/ld.so.conf.d/netlock.conf && ldconfig
	fi`;

// Replaces the image's own files: podman and the runtimes look for CRIU and its library in fixed places.
const install = `
	if [ -e ${criuFolder}/criu ]; then
		criu=$(command -v criu) || { echo 'there is no criu in the image' >&2; exit 1; }
		mv -f ${criuFolder}/criu "$(readlink -f "$criu")" || exit 1
	fi
	if [ -e ${criuFolder}/libcriu.so.2 ]; then
		if ${findLibcriu}; then mv -f ${criuFolder}/libcriu.so.2 "$library" || exit 1
		else mkdir -p ${librariesFolder} && mv ${criuFolder}/libcriu.so.2 ${librariesFolder}/ || exit 1; fi
	fi${registerLibraries}`;

/** Undefined when all files were replaced; else the reason why not. @throws EngineError */
export const putInPlace = async (sandbox: StartedSandbox, underTest: UnderTest): Promise<string | undefined> => {
	const files = copies(underTest);
	if (Object.keys(files).length === 0) return undefined;
	await copyIn(sandbox, files);
	const {exit, stderr} = await sandbox.exec(['sh', '-c', install], {limitSeconds: limits.askProgramSeconds});
	return exit === 0 ? undefined : stderr.trim() || `exit ${exit}`;
};
