// Puts the files under test into a sandbox, in the place of the image's own.

import type {StartedSandbox} from '../engine/sandbox.ts';
import type {UnderTest} from '../model/under-test.ts';
import {limits} from '../support/limits.ts';

/** Where a runtime under test is mounted; a folder of its own, so that it can be first in PATH. */
export const buildsFolder = '/opt/netlock/builds';
const criuFolder = '/opt/netlock/criu-under-test';

/** What the engine mounts, read-only: source → target. */
export const mounts = ({runtime, criu, libcriu}: UnderTest): Record<string, string> => ({
	...(runtime && {[runtime.path]: `${buildsFolder}/${runtime.name}`}),
	...(criu !== undefined && {[criu]: `${criuFolder}/criu`}),
	...(libcriu !== undefined && {[libcriu]: `${criuFolder}/libcriu.so.2`}),
});

// Over the image's own files: podman and the runtimes look for CRIU and its library in places of their own.
const overlay = `
	if [ -e ${criuFolder}/criu ]; then
		criu=$(command -v criu) || { echo 'there is no criu in the image' >&2; exit 1; }
		mount --bind ${criuFolder}/criu "$(readlink -f "$criu")" || exit 1
	fi
	if [ -e ${criuFolder}/libcriu.so.2 ]; then
		library=$(ldconfig -p | sed -n 's/.*libcriu\\.so\\.2 .*=> //p' | head -n 1)
		[ -n "$library" ] || { echo 'there is no libcriu.so.2 in the image' >&2; exit 1; }
		mount --bind ${criuFolder}/libcriu.so.2 "$(readlink -f "$library")"
	fi`;

/** Undefined when all is in its place; else what stands in the way. */
export const putInPlace = async (sandbox: StartedSandbox, {criu, libcriu}: UnderTest): Promise<string | undefined> => {
	if (criu === undefined && libcriu === undefined) return undefined;
	const {exit, stderr} = await sandbox.exec(['sh', '-c', overlay], {limitSeconds: limits.askProgramSeconds});
	return exit === 0 ? undefined : stderr.trim() || `exit ${exit}`;
};
