// The founding defect (containers/crun#1627) as a binary that runs in every image: what `--runtime crun=src:package` makes
// runs only where it was made, and not every image has the sources. With it a control, and both are kept for the next time.

import {chmodSync, existsSync} from 'node:fs';
import {mkdir, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {environment} from '../../../harness/ava/environment.ts';
import {patchsetDigest, readPatch} from '../../../harness/builds/patches.ts';
import {copyOut} from '../../../harness/engine/copy-out.ts';
import {buildImage} from '../../../harness/engine/images.ts';
import {resolveBase} from '../../../harness/images/base.ts';
import {toolsDefinition} from '../../../harness/images/definition.ts';
import {digestInputs} from '../../../harness/images/inputs.ts';
import {newSupply} from '../../../harness/images/supply.ts';
import {project} from '../../../harness/model/checkout.ts';
import {engine} from '../../e2e/engine.ts';
import type {Defect} from '../defect.ts';
import {defects} from '../defects.ts';

export type KnownBad = {
	/** Sends iptables when nothing was asked. */
	forcesIptables: string;
	/** The same source, built the same way, without the defect. */
	control: string;
};

const names = ['crun-forces-iptables', 'crun-control'];
const folder = fileURLToPath(new URL('.', import.meta.url));
const context = join(folder, '..');
const {patches} = defects.find(({id}) => id === 'forces-iptables-when-unset') as Defect;
const patchFiles = patches.map(({project: tree, file}) => `patches/${tree}/${file}`);

const build = async (target: string): Promise<void> => {
	const supply = newSupply(await engine());
	const {docker} = supply;
	// The tools' base is Debian trixie, whose source package of crun this is.
	const base = await resolveBase(supply, await toolsDefinition(project.images), () => {});
	const tag = 'netlock/known-bad:latest';
	await buildImage(docker, {
		context,
		files: ['static/Containerfile', 'static/build.sh', ...patchFiles],
		dockerfile: 'static/Containerfile',
		tag,
		buildArguments: {BASE: base.ref},
	});
	for (const [name, content] of await copyOut(docker, tag, '/out')) {
		if (!names.includes(name)) continue;
		await writeFile(join(target, `${name}.part`), content);
		chmodSync(join(target, `${name}.part`), 0o755);
		await rename(join(target, `${name}.part`), join(target, name));
	}
};

export const staticBuilds = async (): Promise<KnownBad> => {
	const patchset = patchsetDigest(patchFiles.map(file => readPatch(join(context, file))));
	const digest = await digestInputs(folder, patchset ?? '');
	const target = join(environment().engine.home, 'known-bad', digest.slice(0, 12));
	const [forcesIptables = '', control = ''] = names.map(name => join(target, name));
	if (!existsSync(forcesIptables) || !existsSync(control)) {
		await mkdir(target, {recursive: true});
		await build(target);
	}
	return {forcesIptables, control};
};
