// Makes a Debian base from the machine's own package mirror, for machines that reach no registry.
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {readdir, readFile} from 'node:fs/promises';
import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import {type EngineImage, importImage, tagImage, untagImage} from '../engine/images.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {limits} from '../support/limits.ts';
import {PackageMirrorFailed} from './errors.ts';
import {mirrorTrouble} from './package-mirror.ts';

class MmdebstrapFailed extends Error {
	override name = 'MmdebstrapFailed';
}

const aptFiles = async (): Promise<string[]> => {
	const folder = '/etc/apt/sources.list.d';
	const more = existsSync(folder) ? (await readdir(folder)).map(name => `${folder}/${name}`) : [];
	return ['/etc/apt/sources.list', ...more].filter(file => /\.(list|sources)$/.test(file) && existsSync(file));
};

/** The first Debian mirror in apt's sources, in either format. Its path ends in `/debian`. */
export const mirrorIn = (sources: string): string | undefined =>
	/^(?:deb(?:\s+\[[^\]]*\])?|URIs:(?:.*\s)?)\s*(https?:\/\/\S+\/debian)\/?(?:\s|$)/m.exec(sources)?.[1];

const findMirror = async (): Promise<string | undefined> => {
	const sources = await Promise.all((await aptFiles()).map(file => readFile(file, 'utf8')));
	return mirrorIn(sources.join('\n'));
};

/** The source lines of the suites. If the machine has no Debian mirror, mmdebstrap uses its default one. */
export const sourcesOf = (mirror: string | undefined, suites: readonly string[]): string[] => {
	if (mirror !== undefined) return suites.map(each => `deb ${mirror} ${each} main`);
	if (suites.length === 1) return [];
	throw new ImageUnavailable(
		`bootstrap: ${suites.join(' with ')} takes a Debian mirror, and this machine’s apt sources have none`,
	);
};

/**
 * `also`: suites beside the first. `from`: the mirror; default: the one in apt's sources.
 * @throws PackageMirrorFailed, or ImageUnavailable with the last lines of mmdebstrap
 */
export const bootstrap = async (
	docker: Docker,
	{suite, also = []}: {suite: string; also?: readonly string[] | undefined},
	repo: string,
	tag: string,
	from?: string,
): Promise<EngineImage> => {
	const options = [
		'--variant=minbase',
		// The indexes of testing and unstable expire within days, and mirrors lag.
		'--aptopt=Acquire::Check-Valid-Until "false"',
		suite,
		'-',
		...sourcesOf(from ?? (await findMirror()), [suite, ...also]),
	];
	const child = spawn('mmdebstrap', options, {stdio: ['ignore', 'pipe', 'pipe'], timeout: limits.bootstrapMs});
	let errors = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		errors += text;
	});
	const ended = new Promise<void>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', code => (code === 0 ? resolve() : reject(new MmdebstrapFailed(`exit ${code}`))));
	});
	// An engine accepts an archive that is cut short. So the image gets its name only after mmdebstrap succeeded.
	const part = `${tag}.part-${process.pid}`;
	const importing = importImage(docker, child.stdout, repo, part);
	const make = async (): Promise<EngineImage> => {
		try {
			const [image] = await Promise.all([importing, ended]);
			await tagImage(docker, `${repo}:${part}`, repo, tag);
			return image;
		} catch (error) {
			const line = mirrorTrouble(errors);
			if (line !== undefined) throw new PackageMirrorFailed(`bootstrap ${suite}`, line, errors.trimEnd());
			const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
			const detail = missing
				? 'Install mmdebstrap (`netlock setup` does)'
				: errors.trimEnd().split('\n').slice(-8).join('\n');
			// The first failure is the cause: mmdebstrap fails too when the engine stops reading.
			if (!missing && !(error instanceof MmdebstrapFailed)) {
				const {shortMessage, message} = error as Error & {shortMessage?: string};
				throw new ImageUnavailable(`bootstrap ${suite}: the engine did not import it`, shortMessage ?? message, error);
			}
			throw new ImageUnavailable(`bootstrap ${suite}: mmdebstrap failed`, detail, error);
		}
	};
	return thenCleanUp(make, async () => {
		await importing.catch(() => {});
		await untagImage(docker, `${repo}:${part}`);
	});
};
